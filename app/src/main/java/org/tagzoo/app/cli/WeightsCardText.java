package org.tagzoo.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.zoo.registry.CachedFile;
import org.tagzoo.zoo.registry.NpmPackage;
import org.tagzoo.zoo.registry.Preprocessing;
import org.tagzoo.zoo.registry.PublishedFile;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;

/** One card in full, and what the cache has of it, for a person to read. */
final class WeightsCardText {

    private static final String KERAS = ", with the stride in the first 1x1 convolutions";

    private WeightsCardText() {}

    /** Returns lines, the first being the card's name; a file in the cache is hashed for it. */
    static String render(WeightsCard card, WeightsCache cache) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("network", card.architecture() + (card.strideOnFirst1x1() ? KERAS : ""));
        facts.put("parameters", String.format(Locale.ROOT, "%,d", card.parameters()));
        facts.put(
                "ImageNet",
                String.format(
                        Locale.ROOT,
                        "top-1 %.3f%%, top-5 %.3f%%, as published",
                        card.imageNetTop1(),
                        card.imageNetTop5()));
        facts.putAll(preprocessing(card.preprocessing()));
        facts.put("licence", card.licence());
        facts.put("paper", card.paper());
        facts.putAll(
                card.origin() instanceof NpmPackage npmPackage
                        ? origin(npmPackage)
                        : origin((PublishedFile) card.origin()));
        facts.putAll(cached(card, cache));
        return facts.entrySet().stream()
                .map(fact -> "  %-14s%s%n".formatted(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining("", card.name() + System.lineSeparator(), ""));
    }

    private static Map<String, String> preprocessing(Preprocessing preprocessing) {
        String crop = preprocessing.cropWidth() + " x " + preprocessing.cropHeight();
        String how = " (" + preprocessing.interpolation() + ")";
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("input", crop + " pixels");
        facts.put(
                "resize",
                preprocessing.resize() == 0
                        ? "straight to " + crop + how
                        : "shorter side to %d%s, then the centre %s"
                                .formatted(preprocessing.resize(), how, crop));
        facts.put("mean", numbers(preprocessing.mean()) + " of red, green, blue from 0 to 255");
        facts.put("deviation", numbers(preprocessing.std()));
        facts.put(
                "channels",
                "RGB, " + preprocessing.publishedChannelOrder() + " in what is published");
        return facts;
    }

    private static String numbers(List<Double> values) {
        return values.stream()
                .map(value -> value % 1 == 0 ? Long.toString(value.longValue()) : value.toString())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> origin(NpmPackage npmPackage) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "from",
                String.format(
                        Locale.ROOT,
                        "npm package %s (%.1f MB)",
                        npmPackage.spec(),
                        npmPackage.sizeInBytes() / 1e6));
        facts.put("hash", npmPackage.integrity());
        facts.put("converted", "to safetensors of SHA-256 " + npmPackage.convertedSha256());
        return facts;
    }

    private static Map<String, String> origin(PublishedFile file) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "from",
                String.format(Locale.ROOT, "%s (%.3f MiB)", file.address(), file.mebibytes()));
        facts.put("hash", "SHA-256 that begins with " + file.sha256Prefix());
        return facts;
    }

    private static Map<String, String> cached(WeightsCard card, WeightsCache cache) {
        Optional<Path> file = cache.find(card);
        if (file.isEmpty()) {
            return Map.of("cached", "no; 'tagzoo models fetch " + card.name() + "' fetches it");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        for (CachedFile found : CachedFile.verify(cache, card)) {
            if (found.file().equals(file.get())) {
                facts.put("cached", found.file().toString());
                found.sha256().ifPresent(sha256 -> facts.put("SHA-256", sha256));
                found.problem().ifPresent(problem -> facts.put("problem", problem));
            }
        }
        return facts;
    }
}
