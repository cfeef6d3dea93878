package org.tagzoo.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tagzoo.app.report.TextColumns;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.LayerTable;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo network}: the layers of a network, with what each costs. */
@Command(name = "network")
final class NetworkCommand extends Subcommand {

    private static final ImageSize USUAL_SIZE = ImageSize.square(224);

    /** Counts and shapes don't depend on it. */
    private static final Normalization ANY =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(names = "--image-size", paramLabel = "SIZE")
    private ImageSize imageSize;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        WeightsRegistry registry = WeightsRegistry.standard();
        Optional<WeightsCard> card =
                registry.card(name).or(() -> registry.cardsFor(name).stream().findFirst());
        Backbone backbone =
                registry.card(name)
                        .map(NetworkCommand::backbone)
                        .or(this::named)
                        .orElseThrow(() -> unknown(registry));
        ImageSize size =
                imageSize != null
                        ? imageSize
                        : card.map(c -> c.preprocessing().imageSize()).orElse(USUAL_SIZE);
        requireSize("--image-size", size);
        LayerTable table;
        try {
            table =
                    LayerTable.of(
                            registry.card(name)
                                    .map(found -> graph(found, size))
                                    .orElseGet(() -> network(backbone).graph(size, ANY)),
                            backbone);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--image-size %s: %s".formatted(size, e.getMessage()));
        }
        return print(json ? CheckedJson.indented(table) : text(table, size));
    }

    private Optional<Backbone> named() {
        try {
            return Backbones.byName(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private UsageException unknown(WeightsRegistry registry) {
        List<String> known = new ArrayList<>(Backbones.names());
        registry.cards().forEach(card -> known.add(card.name()));
        return new UsageException(
                "There is no network '%s'.%s"
                        .formatted(
                                name,
                                NearNames.question(
                                        name,
                                        known,
                                        " There are " + String.join(", ", Backbones.names()))));
    }

    private static Backbone backbone(WeightsCard card) {
        return Backbones.of(card.architecture(), card.strideOnFirst1x1());
    }

    private static Network network(Backbone backbone) {
        return new Network(backbone, Head.linear(ImageNetClasses.names().size()));
    }

    /** Returns the network of a card, with the head that is published, for images of a size. */
    static Graph graph(WeightsCard card, ImageSize size) {
        Network network = network(backbone(card));
        return card.imageNetHead() ? network.graph(size, ANY) : network.backboneGraph(size, ANY);
    }

    private String text(LayerTable table, ImageSize size) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("stage", "layer", "op", "output", "parameters", "multiply-adds"));
        String stage = "";
        for (LayerTable.Layer layer : table.layers()) {
            lines.add(
                    List.of(
                            layer.stage().equals(stage) ? "" : layer.stage(),
                            layer.name(),
                            layer.op(),
                            layer.output().toString(),
                            count(layer.parameters()),
                            count(layer.multiplyAdds())));
            stage = layer.stage();
        }
        return "%s at %s pixels: %s parameters (%s), %s multiply-adds (%s)%s%n%n%s"
                .formatted(
                        name,
                        size.inWords(),
                        count(table.parameters()),
                        millions(table.parameters()),
                        count(table.multiplyAdds()),
                        billions(table.multiplyAdds()),
                        table.kerasParameters() == table.parameters()
                                ? ""
                                : "; %s parameters as Keras counts"
                                        .formatted(count(table.kerasParameters())),
                        TextColumns.of("llllrr", lines));
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns a count in words that are short, such as {@code 25.6 M}. */
    static String millions(long value) {
        return String.format(Locale.ROOT, "%.1f M", value / 1e6);
    }

    /** Returns a count in words that are short, such as {@code 4.09 G}. */
    static String billions(long value) {
        return String.format(Locale.ROOT, "%.2f G", value / 1e9);
    }
}
