package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.ImageNetClasses;
import org.tagzoo.zoo.network.MapHead;
import org.tagzoo.zoo.network.SideInputs;

/**
 * What turns embeddings into logits: a {@link Head} whose labels are the corpus's.
 *
 * @param hidden widths of the layers before the last; may be empty
 * @param dropout share of elements dropped before the last layer, 0 to below 1
 * @param standardized whether embeddings are brought to mean 0 and variance 1 first; only where the
 *     head alone is trained
 * @param flatten whether it takes the body's last map as one vector instead of the embedding
 * @param separable channels of a depthwise separable convolution over that map; 0 for none
 * @param batchNorm whether batch norm follows each layer before the last
 * @param branches whether each domain of the training part has a first layer of its own
 * @param classMap which classes of the pretrained network, used unchanged with its own head, each
 *     class of the corpus stands for: one of {@link ClassMap#NAMES}, or a file; {@code null} for a
 *     new head
 * @param activityL1 added to the loss for each hidden layer: this times the sum of what the layer
 *     gives for all images of a batch; 0, as where it is left out, for none
 * @param embeddingDropout share of the embedding's elements dropped before the first layer, 0 to
 *     below 1; {@code null} is 0
 * @param map what it does on a map of the body, in place of {@code flatten}; {@code null} for none
 * @param deviation what standardised embeddings have as standard deviation, 0.001 to 1; {@code
 *     null} is 1
 * @param labelLayer whether a second layer adds to the logits what the scores of all labels say of
 *     each; {@code null} is false
 */
public record HeadRecipe(
        @JsonProperty(required = true) List<Integer> hidden,
        double dropout,
        boolean standardized,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                boolean flatten,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                int separable,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                boolean batchNorm,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                boolean branches,
        @JsonInclude(JsonInclude.Include.NON_NULL) String classMap,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double activityL1,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double embeddingDropout,
        @JsonInclude(JsonInclude.Include.NON_NULL) MapHead map,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double deviation,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean labelLayer) {

    /** What a training's text leaves out, as heads did not always have it. */
    static final String PLAIN =
            ", flatten=false, separable=0, batchNorm=false, branches=false, classMap=null";

    public HeadRecipe {
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
        hidden.forEach(width -> Check.within("hidden", width, 1, 65_536));
        RowRecipe.checkShare("dropout", dropout);
        RowRecipe.checkShare("embeddingDropout", embeddingDropout == null ? 0 : embeddingDropout);
        if (deviation != null) {
            Check.that(
                    deviation >= 0.001 && deviation <= 1,
                    "deviation",
                    "a number of 0.001 to 1",
                    deviation);
            Check.that(standardized, "deviation", "left out, as standardized is false", deviation);
        }
        if (activityL1 != null) {
            Check.above0("activityL1", activityL1);
            Check.that(
                    !hidden.isEmpty(),
                    "hidden",
                    "the width of a layer or more where activityL1 is given",
                    hidden);
        }
    }

    /** Returns what standardised embeddings have as standard deviation. */
    public double deviationOr1() {
        return deviation == null ? 1 : deviation;
    }

    /** A head of linear layers over the embedding. */
    public HeadRecipe(List<Integer> hidden, double dropout, boolean standardized) {
        this(
                hidden,
                dropout,
                standardized,
                false,
                0,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * Returns a head of these settings for any corpus that they are for.
     *
     * @param side what the network takes besides pixels; of its domains any will do
     */
    Head sample(SideInputs side) {
        List<String> labels =
                classMap == null
                        ? List.of("cat", "dog")
                        : List.copyOf(ClassMap.read(classMap).classes().keySet());
        Domains any = new Domains(List.of("photo", "sketch"));
        SideInputs all = new SideInputs(any, side.metadata(), side.text());
        return head(labels, all, ImageNetClasses.names().size());
    }

    /**
     * Returns the head.
     *
     * @param labels of the corpus
     * @param side what the network takes besides pixels; its domains have branches if there are any
     * @param classes how many the pretrained network has, if it has a head
     */
    public Head head(List<String> labels, SideInputs side, int classes) {
        Check.that(
                !branches || !side.domains().isEmpty(),
                "branches",
                "true only where images are in folders <domain>/<class>: this corpus has no domains",
                branches);
        HeadForm form =
                new HeadForm(
                        flatten,
                        separable,
                        batchNorm,
                        branches ? side.domains() : Domains.NONE,
                        classMap == null ? null : ClassMap.read(classMap).of(labels, classes),
                        embeddingDropout == null ? 0 : embeddingDropout,
                        side.metadata().orElse(null),
                        side.text().orElse(null),
                        map,
                        false,
                        labelLayer != null && labelLayer);
        return new Head(labels.size(), hidden, dropout, standardized, form);
    }
}
