package org.tagzoo.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.zoo.registry.CachedFile;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsOrigin;

/** One card in full, and what the cache has of it, for a person to read. */
final class WeightsCardText {

    private static final String KERAS = ", with the stride in the first 1x1 convolutions";

    private WeightsCardText() {}

    /** Returns lines, the first being the card's name; a file in the cache is hashed for it. */
    static String render(WeightsCard card, WeightsCache cache) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("network", card.architecture() + (card.strideOnFirst1x1() ? KERAS : ""));
        facts.put("parameters", format("%,d", card.parameters()));
        facts.put(
                "ImageNet",
                !card.imageNetHead()
                        ? "no head for its classes: for embeddings and to be trained"
                        : card.imageNetTop1() == null
                                ? "accuracy not published"
                                : format(
                                        "top-1 %.3f%%, top-5 %.3f%%, as published",
                                        card.imageNetTop1(), card.imageNetTop5()));
        if (!card.note().isEmpty()) {
            facts.put("note", card.note());
        }
        addPreprocessing(card.preprocessing(), facts);
        facts.put(
                "licence",
                card.licence()
                        + (card.isOnlyWhenNamed()
                                ? ", not for commercial use: taken only when named"
                                : ""));
        facts.put("paper", card.paper());
        WeightsOrigin origin = card.origin();
        facts.put("from", origin.described() + " (" + origin.size() + ")");
        facts.put("hash", origin.hash());
        origin.safetensorsSha256()
                .ifPresent(sha256 -> facts.put("converted", "to safetensors of SHA-256 " + sha256));
        addCached(card, cache, facts);
        return facts.entrySet().stream()
                .map(fact -> "  %-14s%s%n".formatted(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining("", card.name() + System.lineSeparator(), ""));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static void addPreprocessing(Preprocessing preprocessing, Map<String, String> facts) {
        String crop = preprocessing.imageSize().inWords();
        String how = " (" + preprocessing.interpolation() + ")";
        facts.put("input", crop + " pixels");
        facts.put(
                "resize",
                preprocessing.resize() == 0
                        ? "straight to " + crop + how
                        : "shorter side to %d%s, then the centre %s"
                                .formatted(preprocessing.resize(), how, crop));
        facts.put("mean", numbers(preprocessing.mean()) + " of red, green, blue from 0 to 255");
        facts.put("std", numbers(preprocessing.std()));
        facts.put(
                "channels",
                "RGB, " + preprocessing.publishedChannelOrder() + " in what is published");
    }

    private static String numbers(List<Double> values) {
        return values.stream()
                .map(value -> value % 1 == 0 ? Long.toString(value.longValue()) : value.toString())
                .collect(Collectors.joining(", "));
    }

    private static void addCached(WeightsCard card, WeightsCache cache, Map<String, String> facts) {
        Optional<Path> file = cache.find(card);
        if (file.isEmpty()) {
            facts.put("cached", "no; 'tagzoo models fetch " + card.name() + "' fetches it");
            return;
        }
        for (CachedFile found : CachedFile.verify(cache, card)) {
            if (found.file().equals(file.get())) {
                facts.put("cached", found.file().toString());
                found.sha256().ifPresent(sha256 -> facts.put("SHA-256", sha256));
                found.problem().ifPresent(problem -> facts.put("problem", problem));
            }
        }
    }
}
