package org.tagzoo.app.cli;

import static org.tagzoo.app.cli.Subcommand.require;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.report.TileSheet;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.explain.ExcitingPattern;
import org.tagzoo.zoo.explain.Filters;
import org.tagzoo.zoo.explain.StageActivations;
import org.tagzoo.zoo.network.Stage;
import picocli.CommandLine.Option;

/** What {@code tagzoo explain} shows of the inside of a network, beside heat maps. */
final class InsideMixin {

    @Option(names = "--filters")
    private boolean filters;

    @Option(names = "--activations", paramLabel = "STAGE", split = ",")
    private List<String> activations = List.of();

    @Option(names = "--excite", paramLabel = "STAGE:CHANNEL")
    private List<String> excite = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    /**
     * Makes what was asked for.
     *
     * @param export its folder
     * @param seen the image as the network sees it
     * @param labels of the network
     */
    List<TileSheet> sheets(Path export, RgbImage seen, List<String> labels, Device device)
            throws IOException {
        List<TileSheet> sheets = new ArrayList<>();
        if (!filters && activations.isEmpty() && excite.isEmpty()) {
            return sheets;
        }
        try (RebuiltNetwork network = RebuiltNetwork.ofExport(export)) {
            activations.forEach(stage -> requireStage("--activations", stage, network));
            List<Channel> channels =
                    excite.stream().map(wanted -> channel(wanted, network, labels)).toList();
            if (filters) {
                List<RgbImage> found = Filters.of(network.graph(), network.values());
                require(
                        !found.isEmpty(),
                        "--filters: the network has no convolution that takes the colours of an image");
                sheets.add(TileSheet.filters(found));
            }
            for (String stage : activations) {
                sheets.add(
                        TileSheet.activations(
                                stage,
                                StageActivations.of(
                                        network.graph(), network.values(), stage, seen, device)));
            }
            List<TileSheet.Tile> patterns = new ArrayList<>();
            for (Channel channel : channels) {
                patterns.add(
                        TileSheet.pattern(
                                channel.stage,
                                channel.name,
                                ExcitingPattern.of(
                                        network.graph(),
                                        network.values(),
                                        channel.stage,
                                        channel.number,
                                        seed,
                                        device)));
            }
            if (!patterns.isEmpty()) {
                sheets.add(TileSheet.patterns(patterns));
            }
        }
        return sheets;
    }

    private static void requireStage(String option, String stage, RebuiltNetwork network) {
        List<String> known = new ArrayList<>(List.of(Stage.STEM));
        known.addAll(network.graph().stageNames());
        require(
                known.contains(stage),
                "%s: the network has no stage '%s'; its stages are %s",
                option,
                stage,
                String.join(", ", known));
    }

    /** A channel of a stage; its name is its number, or a label's. */
    private record Channel(String stage, String name, int number) {}

    private static Channel channel(String wanted, RebuiltNetwork network, List<String> labels) {
        String stage = StringUtils.substringBefore(wanted, ":");
        String name = StringUtils.substringAfter(wanted, ":");
        requireStage("--excite", stage, network);
        int channels = network.graph().upTo(stage).output().channels();
        int number =
                stage.equals(Stage.HEAD) && labels.contains(name)
                        ? labels.indexOf(name)
                        : name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
        require(
                number >= 0 && number < channels,
                "--excite must be a stage and a channel of it, %s:0 to %1$s:%d, but is '%s'",
                stage,
                channels - 1,
                wanted);
        return new Channel(stage, name, number);
    }
}
