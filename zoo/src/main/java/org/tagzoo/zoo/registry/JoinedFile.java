package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.BatchNorm;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.JoinedBackbone;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.WeightsException;

/**
 * Puts weights of several networks into one file of the cache, under the names of the network that
 * joins them: below each network's name its tensors and, as {@value JoinedBackbone#PIXELS}, what it
 * wants done to pixels. Heads are left out. The file's name has a hash of the files that it is made
 * of, and the same files give the same bytes.
 */
final class JoinedFile {

    private JoinedFile() {}

    /**
     * Returns the file, made if it is not there yet.
     *
     * @param parts of each network, in order
     * @throws WeightsException if a file can't be read or written, is one of a person's own, or the
     *     networks can't be joined
     */
    static ResolvedWeights of(List<ResolvedWeights> parts, WeightsCache cache)
            throws WeightsException {
        for (ResolvedWeights part : parts) {
            if (!part.name().equals(part.card().name())) {
                throw new WeightsException(
                        "Weights of a file of your own, %s, can't be joined with others: leave out its --weights"
                                .formatted(part.file()));
            }
        }
        List<WeightsCard> cards = parts.stream().map(ResolvedWeights::card).toList();
        if (!JoinedWeights.fit(cards)) {
            throw new WeightsException(
                    "Weights of ResNets that are all Keras's, or none of them, can be joined, not "
                            + cards.stream()
                                    .map(WeightsCard::name)
                                    .collect(Collectors.joining(" and ")));
        }
        WeightsCard card = JoinedWeights.card(cards);
        String hash =
                Sha256.of(
                        parts.stream()
                                .map(ResolvedWeights::sha256)
                                .collect(Collectors.joining(" ")));
        Path file =
                cache.folder()
                        .resolve("weights")
                        .resolve("%s-%s.safetensors".formatted(card.name(), hash.substring(0, 16)));
        if (!Files.isRegularFile(file)) {
            write(file, parts);
        }
        return new ResolvedWeights(card.name(), card, file, CachedFile.hash(file), parts);
    }

    private static void write(Path file, List<ResolvedWeights> parts) throws WeightsException {
        List<LoadedValues> open = new ArrayList<>();
        try {
            TensorMap all = new TensorMap(file.toString());
            for (ResolvedWeights part : parts) {
                add(all, part, open);
            }
            Files.createDirectories(file.getParent());
            SafetensorsWriter.write(file, all, Map.of("format", "pt"));
        } catch (WeightsException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new WeightsException("Can't write the weights file " + file + ": " + e, e);
        } finally {
            for (LoadedValues values : open) {
                values.close();
            }
        }
    }

    private static void add(TensorMap all, ResolvedWeights part, List<LoadedValues> open)
            throws WeightsException {
        WeightsCard card = part.card();
        Preprocessing wanted = card.preprocessing();
        Backbone body = Backbones.of(card.architecture(), card.strideOnFirst1x1());
        Graph graph =
                new Network(body, Head.linear(1))
                        .backboneGraph(
                                wanted.imageSize(), new Normalization(wanted.mean(), wanted.std()));
        LoadedValues values = LoadedValues.of(part.open(), graph, body);
        open.add(values);
        String prefix = body.name() + ".";
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                long[] shape = parameter.shape().stream().mapToLong(n -> n).toArray();
                all.put(
                        prefix + parameter.name(),
                        shape,
                        () -> FloatBuffer.wrap(values.values(parameter)));
            }
        }
        String pixels = prefix + JoinedBackbone.PIXELS + ".";
        put(all, pixels + "weight", List.of(1.0, 1.0, 1.0));
        put(all, pixels + "bias", List.of(0.0, 0.0, 0.0));
        put(all, pixels + "running_mean", wanted.mean());
        put(
                all,
                pixels + "running_var",
                wanted.std().stream().map(std -> std * std - BatchNorm.EPSILON).toList());
    }

    private static void put(TensorMap all, String name, List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        all.put(name, new long[] {floats.length}, () -> FloatBuffer.wrap(floats));
    }
}
