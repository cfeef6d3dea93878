package org.tagzoo.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.app.progress.FetchProgress;
import org.tagzoo.app.report.TextColumns;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.network.MultiplyAdds;
import org.tagzoo.zoo.registry.CachedFile;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.weights.WeightsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tagzoo models}: lists pretrained weights; its own commands show, fetch and verify them.
 */
@Command(
        name = "models",
        subcommands = {
            ModelsCommand.Show.class,
            ModelsCommand.Fetch.class,
            ModelsCommand.Verify.class
        })
final class ModelsCommand extends Subcommand {

    private static final WeightsRegistry REGISTRY = WeightsRegistry.standard();

    @Parameters(paramLabel = "NAME", arity = "0..*")
    private List<String> names = List.of();

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<WeightsCard> cards = names.isEmpty() ? REGISTRY.cards() : select(names);
        WeightsCache cache = WeightsCache.of(program().environment());
        return print(json ? json(cards, cache) : table(cards, cache));
    }

    /**
     * Returns the cards that match any of the names, each once.
     *
     * @throws UsageException if a name matches none
     */
    private static List<WeightsCard> select(List<String> namesOrWildcards) {
        Set<WeightsCard> selected = new LinkedHashSet<>();
        try {
            for (String name : namesOrWildcards) {
                selected.addAll(REGISTRY.matching(name));
            }
        } catch (WeightsException e) {
            throw new UsageException(e.getMessage());
        }
        return List.copyOf(selected);
    }

    /**
     * Returns cards for programs: an array of objects with the fields of {@code weights.yaml}, and
     * their tag, whether they are cached, and their file (null unless it is in the cache).
     */
    private static String json(List<WeightsCard> cards, WeightsCache cache) {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        for (WeightsCard card : cards) {
            ObjectNode node = mapper.valueToTree(card);
            Optional<Path> file = cache.find(card);
            node.put("tag", card.tag());
            node.put(
                    "multiplyAdds",
                    MultiplyAdds.of(NetworkCommand.graph(card, card.preprocessing().imageSize()))
                            .forward());
            node.put("cached", file.isPresent());
            node.put("file", file.map(Path::toString).orElse(null));
            array.add(node);
        }
        return CheckedJson.indented(array);
    }

    /** Returns cards as a table, one a line. */
    private static String table(List<WeightsCard> cards, WeightsCache cache) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "weights",
                        "parameters",
                        "multiply-adds",
                        "input",
                        "top-1",
                        "cached",
                        "from",
                        "licence"));
        for (WeightsCard card : cards) {
            ImageSize size = card.preprocessing().imageSize();
            lines.add(
                    List.of(
                            card.name(),
                            NetworkCommand.millions(card.parameters()),
                            NetworkCommand.billions(
                                    MultiplyAdds.of(NetworkCommand.graph(card, size)).forward()),
                            size.toString(),
                            card.imageNetTop1() == null
                                    ? "-"
                                    : String.format(Locale.ROOT, "%.2f%%", card.imageNetTop1()),
                            cache.isAtHand(card) ? "yes" : "no",
                            card.origin().source(),
                            card.licence()));
        }
        return TextColumns.of("lrrrrlll", lines);
    }

    /** {@code tagzoo models show}: all that is known of weights. */
    @Command(name = "show")
    static final class Show extends Subcommand {

        @Parameters(paramLabel = "NAME", arity = "1..*")
        private List<String> names;

        @Option(names = "--json")
        private boolean json;

        @Override
        public Integer call() {
            List<WeightsCard> cards = select(names);
            WeightsCache cache = WeightsCache.of(program().environment());
            List<String> texts =
                    cards.stream().map(card -> WeightsCardText.render(card, cache)).toList();
            return print(json ? json(cards, cache) : String.join("\n", texts));
        }
    }

    /** {@code tagzoo models fetch}: brings weights into the cache. */
    @Command(name = "fetch")
    static final class Fetch extends Subcommand {

        @Parameters(paramLabel = "NAME", arity = "1..*")
        private List<String> names;

        @Option(names = "--offline")
        private boolean offline;

        @Override
        public Integer call() throws WeightsException {
            Map<String, String> environment = program().environment();
            FetchProgress progress = new FetchProgress(err()::println);
            WeightsLookup lookup =
                    new WeightsLookup(
                            REGISTRY,
                            WeightsCache.of(environment),
                            WeightsFetcher.of(environment, offline, progress),
                            Map.of());
            Set<String> wanted = new LinkedHashSet<>();
            names.forEach(name -> wanted.addAll(expand(name)));
            boolean good = true;
            for (String name : wanted) {
                try {
                    ResolvedWeights found = lookup.find(name);
                    say("%s: %s", found.name(), found.file());
                } catch (IOException e) {
                    good = false;
                    err().println("tagzoo: " + Reason.of(e));
                }
            }
            return exitCode(good);
        }

        /**
         * Returns the name itself, or of a wildcard those of all cards it stands for, but for those
         * that are taken when named only.
         */
        private static List<String> expand(String name) {
            List<WeightsCard> cards = select(List.of(name));
            boolean isWildcard = name.contains("*") || name.contains("?");
            return isWildcard
                    ? cards.stream()
                            .filter(card -> !card.isOnlyWhenNamed())
                            .map(WeightsCard::name)
                            .toList()
                    : List.of(name);
        }
    }

    /** {@code tagzoo models verify}: hashes anew what is in the cache. */
    @Command(name = "verify")
    static final class Verify extends Subcommand {

        @Parameters(paramLabel = "NAME", arity = "0..*")
        private List<String> names = List.of();

        private boolean good = true;

        @Override
        public Integer call() {
            WeightsCache cache = WeightsCache.of(program().environment());
            if (names.isEmpty() && !verify(REGISTRY.cards(), cache)) {
                say("There are no weights in %s", cache.folder());
            }
            for (String name : names) {
                if (!verify(select(List.of(name)), cache)) {
                    complain("%s is not in %s".formatted(name, cache.folder()));
                }
            }
            return exitCode(good);
        }

        /** Returns whether there was anything to verify. */
        private boolean verify(List<WeightsCard> cards, WeightsCache cache) {
            boolean isAny = false;
            for (WeightsCard card : cards) {
                for (CachedFile file : CachedFile.verify(cache, card)) {
                    isAny = true;
                    if (file.problem().isPresent()) {
                        complain("%s: %s".formatted(card.name(), file.problem().get()));
                    } else {
                        say("%s: good  %s", card.name(), file.file());
                    }
                }
            }
            return isAny;
        }

        private void complain(String line) {
            good = false;
            err().println("tagzoo: " + line);
        }
    }
}
