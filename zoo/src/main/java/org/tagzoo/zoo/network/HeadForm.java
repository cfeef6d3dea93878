package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;

/**
 * How a head differs from linear layers over the body's own embedding.
 *
 * @param flatten whether it takes the last map of the body as one vector instead of the embedding,
 *     so that it knows where in the image a feature was
 * @param separable channels of a depthwise separable 3x3 convolution with ReLU over that map first
 *     (arXiv:1610.02357); 0 for none
 * @param batchNorm whether batch norm comes before each ReLU of the hidden layers
 * @param domains that have a first hidden layer each, a branch; all other layers they share
 * @param known of the body's own pretrained head, which then is the head, unchanged; {@code null}
 *     for a new head
 * @param embeddingDropout share of the embedding's elements dropped in training, before all else; 0
 *     for none
 * @param metadata that joins what the last layer takes; {@code null} for none
 * @param text that joins it too, after metadata; {@code null} for none
 * @param map what it does on a map of the body, in place of {@code flatten}; {@code null} for none
 * @param box whether it gives the box of an object too: a second output, of a linear layer beside
 *     the last, {@code box} by name
 * @param labelLayer whether a linear layer adds to the logits what the scores of all labels say of
 *     each, which is nothing at first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeadForm(
        boolean flatten,
        int separable,
        boolean batchNorm,
        Domains domains,
        KnownClasses known,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                double embeddingDropout,
        MetadataInput metadata,
        TextInput text,
        MapHead map,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                boolean box,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                boolean labelLayer) {

    /** Linear layers over the embedding. */
    public static final HeadForm PLAIN =
            new HeadForm(false, 0, false, Domains.NONE, null, 0, null, null, null, false, false);

    /** The most channels of a separable convolution. */
    public static final int MOST_CHANNELS = 65_536;

    public HeadForm {
        domains = domains == null ? Domains.NONE : domains;
        Check.within("separable", separable, 0, MOST_CHANNELS);
        Check.that(
                separable == 0 || flatten,
                "flatten",
                "true where separable is above 0: it takes the body's map",
                flatten);
        Check.that(
                domains.isEmpty() || !batchNorm,
                "batchNorm",
                "false where there is a branch a domain: its statistics would be of all domains",
                batchNorm);
        Check.that(
                known == null
                        || (!flatten
                                && !batchNorm
                                && domains.isEmpty()
                                && metadata == null
                                && text == null
                                && !box
                                && !labelLayer),
                "flatten, batchNorm, branches, metadata, text, box and labelLayer",
                "false or left out where the network is used unchanged",
                true);
        Check.that(
                embeddingDropout >= 0
                        && embeddingDropout < 1
                        && (embeddingDropout == 0 || (separable == 0 && known == null)),
                "embeddingDropout",
                "0 to below 1, and 0 with separable or where the network is used unchanged",
                embeddingDropout);
        Check.that(
                map == null || (!flatten && known == null),
                "map",
                "left out beside flatten and where the network is used unchanged",
                map);
        Check.that(
                map == null
                        || !map.takesMap()
                        || (!batchNorm
                                && domains.isEmpty()
                                && embeddingDropout == 0
                                && metadata == null
                                && text == null
                                && !box),
                "batchNorm, branches, embeddingDropout, metadata, text and box",
                "false, 0 or left out where map has convolutions or attention: there is no vector for them",
                true);
    }

    /** Returns a head on a map of the body. */
    public static HeadForm on(MapHead map) {
        return new HeadForm(false, 0, false, Domains.NONE, null, 0, null, null, map, false, false);
    }

    /** Returns whether it takes the body's map as it is, neither flattened nor pooled. */
    public boolean takesMap() {
        return separable > 0 || (map != null && map.takesMap());
    }

    /** A head on the embedding or on the flattened map. */
    public HeadForm(
            boolean flatten,
            int separable,
            boolean batchNorm,
            Domains domains,
            KnownClasses known,
            double embeddingDropout,
            MetadataInput metadata,
            TextInput text) {
        this(
                flatten,
                separable,
                batchNorm,
                domains,
                known,
                embeddingDropout,
                metadata,
                text,
                null,
                false,
                false);
    }

    /** Returns whether there are linear layers over the embedding, and nothing else. */
    boolean isPlain() {
        return box(false).equals(PLAIN);
    }

    private HeadForm box(boolean has) {
        return new HeadForm(
                flatten,
                separable,
                batchNorm,
                domains,
                known,
                embeddingDropout,
                metadata,
                text,
                map,
                has,
                labelLayer);
    }

    /** A new head. */
    public HeadForm(boolean flatten, int separable, boolean batchNorm, Domains domains) {
        this(flatten, separable, batchNorm, domains, null, 0, null, null, null, false, false);
    }

    /** The pretrained head, unchanged. */
    public static HeadForm unchanged(KnownClasses known) {
        return new HeadForm(
                false, 0, false, Domains.NONE, known, 0, null, null, null, false, false);
    }

    /** Returns the same form, which gives an object's box beside the logits. */
    public HeadForm withBox() {
        return box(true);
    }

    /** Returns what the network takes besides pixels. */
    public SideInputs sideInputs() {
        return new SideInputs(domains, Optional.ofNullable(metadata), Optional.ofNullable(text));
    }
}
