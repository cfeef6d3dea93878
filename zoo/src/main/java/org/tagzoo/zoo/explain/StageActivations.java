package org.tagzoo.zoo.explain;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.ParameterValues;

/**
 * What a stage of a network makes of an image: the last map of the stage, a {@link HeatMap} for
 * each channel, whose label is the channel's number, from 0. A stage of a transformer has a place
 * for each patch. A stage that gives a vector has maps of one place.
 */
public final class StageActivations {

    private StageActivations() {}

    /**
     * Runs the network up to the stage.
     *
     * @param values of the network's parameters
     * @param seen of the network's size
     * @return a map a channel, in order
     * @throws IllegalArgumentException if there is no such stage, the message lists them; or the
     *     network takes something else than one image
     * @throws IOException if the engine can't load the network
     */
    public static List<HeatMap> of(
            Graph graph, ParameterValues values, String stage, RgbImage seen, Device device)
            throws IOException {
        try (StageModule module = StageModule.load(graph, values, stage, device)) {
            float[] all = module.run(module.levels(seen));
            int places = module.rows() * module.columns();
            List<HeatMap> maps = new ArrayList<>(module.channels());
            for (int channel = 0; channel < module.channels(); channel++) {
                float[] map = new float[places];
                for (int place = 0; place < places; place++) {
                    map[place] = all[place * module.channels() + channel];
                }
                String number = String.valueOf(channel);
                maps.add(new HeatMap(number, module.rows(), module.columns(), map));
            }
            return maps;
        }
    }

    /** Returns the maps with the largest values, the largest first; of equal ones the first. */
    public static List<HeatMap> strongest(List<HeatMap> maps, int most) {
        return maps.stream()
                .sorted(Comparator.comparing(HeatMap::largest).reversed())
                .limit(most)
                .toList();
    }
}
