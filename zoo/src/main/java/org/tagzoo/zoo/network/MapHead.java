package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageSize;

/**
 * A head on a map of the body instead of its embedding. With convolutions, or blocks of several
 * side by side, the whole network is convolutional and takes images of any size: its last
 * convolution has a map for each label, whose mean is the label's logit, so that the map tells
 * where in the image the logit comes from (arXiv:1312.4400). Batch norm comes before the first.
 * Without them, the map becomes one vector for linear layers.
 *
 * @param stride pixels of the image for each place of the map, 2 to 64: the body is cut behind its
 *     last map of that; {@code null}: the last map before the body's own mean
 * @param pool how the map becomes a vector; {@code null}: by its mean
 * @param convolutions filters of 3x3 convolutions, each followed by ReLU and batch norm
 * @param pools a max-pool behind each of the first convolutions, of as many rows and columns
 * @param inceptionBlocks how many {@link InceptionBlock}s there are instead of convolutions
 * @param residualAttention instead of convolutions: attention of each label; {@code null} for none
 * @param decoder instead of convolutions: a transformer's decoder; {@code null} for none
 */
public record MapHead(
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer stride,
        OverPlaces.Kind pool,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> convolutions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ImageSize> pools,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                int inceptionBlocks,
        @JsonInclude(JsonInclude.Include.NON_NULL) ResidualAttentionHead residualAttention,
        @JsonInclude(JsonInclude.Include.NON_NULL) LabelDecoder decoder) {

    private static final int MOST = 100;
    private static final int MOST_FILTERS = 65_536;

    public MapHead {
        pool = pool == null ? OverPlaces.Kind.AVERAGE : pool;
        convolutions = convolutions == null ? List.of() : List.copyOf(convolutions);
        pools = pools == null ? List.of() : List.copyOf(pools);
        if (stride != null) {
            Check.that(
                    stride >= 2 && stride <= 64 && Integer.bitCount(stride) == 1,
                    "map.stride",
                    "2, 4, 8, 16, 32 or 64",
                    stride);
        }
        Check.within("map.inceptionBlocks", inceptionBlocks, 0, MOST);
        Check.within("number of map.convolutions", convolutions.size(), 0, MOST);
        convolutions.forEach(each -> Check.within("map.convolutions", each, 1, MOST_FILTERS));
        pools.forEach(each -> each.within("map.pools", 1, MOST));
        Check.that(
                convolutions.isEmpty() || inceptionBlocks == 0,
                "map.inceptionBlocks",
                "0 beside convolutions",
                inceptionBlocks);
        boolean convolves = !convolutions.isEmpty() || inceptionBlocks > 0;
        Check.that(
                residualAttention == null || (!convolves && decoder == null),
                "map.residualAttention",
                "left out beside convolutions, inceptionBlocks and decoder",
                residualAttention);
        Check.that(
                decoder == null || !convolves,
                "map.decoder",
                "left out beside convolutions and inceptionBlocks",
                decoder);
        Check.that(
                pools.size() <= convolutions.size(),
                "map.pools",
                "as many as there are convolutions, " + convolutions.size() + ", or fewer",
                pools);
        Check.that(
                pool == OverPlaces.Kind.AVERAGE
                        || (!convolves && residualAttention == null && decoder == null),
                "map.pool",
                "average where there are convolutions, inceptionBlocks, residualAttention or decoder",
                pool);
    }

    /** A head with convolutions, or with linear layers where there are none. */
    public MapHead(
            Integer stride,
            OverPlaces.Kind pool,
            List<Integer> convolutions,
            List<ImageSize> pools,
            int inceptionBlocks) {
        this(stride, pool, convolutions, pools, inceptionBlocks, null, null);
    }

    /** Returns whether it takes the map as it is, and not one vector of it. */
    public boolean takesMap() {
        return !convolutions.isEmpty()
                || inceptionBlocks > 0
                || residualAttention != null
                || decoder != null;
    }

    /**
     * Builds one that takes the map; convolutional ones have layers that are numbered as {@code
     * torch.nn.Sequential} does.
     *
     * @param map of the body
     * @param dropout behind the last convolution; before it where there are blocks, and before
     *     attention; behind each part of a decoder
     * @return logits {@code [N, labels]}
     */
    Value classify(Scope scope, Value map, int labels, double dropout) {
        if (residualAttention != null) {
            Value kept = dropout > 0 ? Layers.dropout(map, dropout) : map;
            return residualAttention.classify(scope, kept, labels);
        }
        if (decoder != null) {
            return decoder.classify(scope, map, labels, dropout);
        }
        Value x = Layers.batchNorm(scope.child(0), map);
        int index = 1;
        for (int i = 0; i < convolutions.size(); i++) {
            x = Layers.relu(Layers.conv(scope.child(index), x, convolutions.get(i), 3, 1));
            x = Layers.batchNorm(scope.child(index + 2), x);
            index += 3;
            if (i < pools.size()) {
                x = Layers.maxPool(x, KernelGeometry.sideBySide(pools.get(i)));
                index++;
            }
        }
        for (int i = 0; i < inceptionBlocks; i++) {
            x = InceptionBlock.of(scope.child(index++), x);
        }
        boolean dropsBefore = dropout > 0 && inceptionBlocks > 0;
        x = dropsBefore ? Layers.dropout(x, dropout) : x;
        x = Layers.conv(scope.child(dropsBefore ? index + 1 : index), x, labels, 3, 1);
        x = dropout > 0 && !dropsBefore ? Layers.dropout(x, dropout) : x;
        return x.then(OverPlaces.Kind.AVERAGE.op());
    }
}
