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
 */
public record MapHead(
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer stride,
        OverPlaces.Kind pool,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> convolutions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ImageSize> pools,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                int inceptionBlocks) {

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
        Check.that(
                pools.size() <= convolutions.size(),
                "map.pools",
                "as many as there are convolutions, " + convolutions.size() + ", or fewer",
                pools);
        Check.that(
                pool == OverPlaces.Kind.AVERAGE || (convolutions.isEmpty() && inceptionBlocks == 0),
                "map.pool",
                "average where there are convolutions or inceptionBlocks",
                pool);
    }

    /** Returns whether its last layer is a convolution. */
    public boolean hasConvolutions() {
        return !convolutions.isEmpty() || inceptionBlocks > 0;
    }

    /**
     * Builds a convolutional one, whose layers are numbered as {@code torch.nn.Sequential} does.
     *
     * @param map of the body
     * @param dropout behind the last convolution, or before it where there are blocks
     * @return logits {@code [N, labels]}
     */
    Value classify(Scope scope, Value map, int labels, double dropout) {
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
