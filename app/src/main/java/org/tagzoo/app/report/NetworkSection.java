package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;

import j2html.tags.DomContent;
import java.util.List;
import org.tagzoo.zoo.network.LayerTable;

/** What a row's network is made of: a drawing and a table, of its blocks where it is large. */
final class NetworkSection {

    private static final int MOST_BOXES = 12;
    private static final int MOST_LINES = 40;

    private NetworkSection() {}

    /**
     * @param id of the row's section
     */
    static DomContent of(String id, String row, LayerTable layers) {
        List<NetworkBlock> lines = NetworkBlock.forTable(layers, MOST_LINES);
        List<NetworkBlock> boxes = NetworkBlock.forDrawing(layers, MOST_BOXES);
        return details(
                summary("The network, " + parameters(layers)),
                Html.note(Words.of("network")),
                div(
                        attrs(".scroll"),
                        new NetworkDrawing(id + "-network", row + ": its network", boxes).draw()),
                Html.table(
                        "Layers of the network",
                        "layers",
                        each(
                                Html.column("layer", false),
                                Html.column("kind", false),
                                Html.column("output", true),
                                Html.column("parameters", true)),
                        tbody(each(lines, NetworkSection::line))),
                lines.size() < layers.layers().size()
                        ? Html.note(Words.of("network.blocks", layers.layers().size()))
                        : null);
    }

    private static String parameters(LayerTable layers) {
        String count = COUNT.show(layers.parameters()) + " parameters";
        return layers.kerasParameters() == layers.parameters()
                ? count
                : "%s (%s as Keras counts)".formatted(count, COUNT.show(layers.kerasParameters()));
    }

    private static DomContent line(NetworkBlock block) {
        return tr(
                Html.row(block.name()),
                td(block.what()),
                td(attrs(".number"), block.shape()),
                Html.number(COUNT, block.parameters()));
    }
}
