package org.tagzoo.zoo.network;

import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.PixelBox;

/**
 * What turns an embedding into logits: linear layers with ReLU between. A single layer has the name
 * that the body gives it ({@code fc.weight}); more are numbered below that name as {@code
 * torch.nn.Sequential} numbers them.
 *
 * @param labels number of logits
 * @param hidden widths of the layers before the last
 * @param dropout share of the elements dropped before the last layer in training; 0 for none
 * @param standardized whether each feature is first brought to mean 0 and variance 1 by fixed
 *     statistics, which are a frozen batch norm's and must be set from the training part
 * @param form what else there is
 */
public record Head(
        int labels, List<Integer> hidden, double dropout, boolean standardized, HeadForm form) {

    public Head {
        hidden = List.copyOf(hidden);
        if (labels < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "A head has 1 label or more and drops 0 to under 1, not %d and %s"
                            .formatted(labels, dropout));
        }
        Check.that(
                form.domains().isEmpty() || !hidden.isEmpty(),
                "hidden",
                "1 layer or more where there is a branch a domain",
                hidden);
        Check.that(
                !standardized || !form.takesMap(),
                "standardized",
                "false where separable is above 0 or map has convolutions or attention: they take no embedding",
                standardized);
        Check.that(
                hidden.isEmpty() || form.map() == null || !form.map().takesMap(),
                "hidden",
                "empty where map has convolutions or attention: the last of them gives the labels",
                hidden);
        Check.that(
                form.known() == null
                        || (hidden.isEmpty()
                                && dropout == 0
                                && !standardized
                                && form.known().ofLabels().size() == labels),
                "hidden, dropout and standardized",
                "empty, 0 and false where the network is used unchanged",
                hidden);
    }

    /** Returns a head of linear layers over the embedding. */
    public Head(int labels, List<Integer> hidden, double dropout, boolean standardized) {
        this(labels, hidden, dropout, standardized, HeadForm.PLAIN);
    }

    /** Returns a head of one linear layer. */
    public static Head linear(int labels) {
        return new Head(labels, List.of(), 0, false);
    }

    /** Returns the same head, which gives an object's box beside the logits. */
    public Head withBox() {
        return new Head(labels, hidden, dropout, standardized, form.withBox());
    }

    /**
     * Builds the head.
     *
     * @param scope where its parameters are declared
     * @param embedding {@code [N, F]}; the body's map where {@code form} takes that
     * @return logits {@code [N, labels]}
     */
    public Value classify(Scope scope, Value embedding) {
        if (hidden.isEmpty() && dropout == 0 && !standardized && form.isPlain()) {
            return last(scope, scope, embedding);
        }
        if (form.known() != null) {
            Value classes = fixedLinear(scope, embedding, form.known().count());
            return classes.then(new TakeClasses(form.known()));
        }
        if (form.map() != null && form.map().takesMap()) {
            return withLabels(scope, form.map().classify(scope, embedding, labels, dropout));
        }
        Value x = embedding;
        int index = 0;
        if (standardized) {
            x = Layers.frozenBatchNorm(scope.child(index++), x);
        }
        if (form.embeddingDropout() > 0) {
            x = Layers.dropout(x, form.embeddingDropout());
            index++;
        }
        if (form.separable() > 0) {
            x = Layers.separable(scope.child(index), scope.child(index + 1), x, form.separable());
            x = Layers.flatten(Layers.relu(x));
            index += 4;
        }
        for (int i = 0; i < hidden.size(); i++) {
            int branches = i == 0 ? Math.max(1, form.domains().names().size()) : 1;
            int width = Math.multiplyExact(branches, hidden.get(i));
            x = Layers.linear(scope.child(index++), x, width);
            if (form.batchNorm()) {
                x = Layers.batchNorm(scope.child(index++), x);
            }
            x = Layers.relu(x);
            index++;
            if (i == 0 && !form.domains().isEmpty()) {
                Value domain = scope.vector(Input.DOMAIN, branches);
                x = x.then(new SelectBranch(branches), domain);
            }
        }
        if (dropout > 0) {
            x = Layers.dropout(x, dropout);
            index++;
        }
        for (JoinedInput joined : form.sideInputs().joined()) {
            x = Layers.concatenate(x, joined.features(scope));
        }
        return last(scope, scope.child(index), x);
    }

    /** The outputs of shared features: logits, and the box where there is one. */
    private Value last(Scope head, Scope scope, Value x) {
        Value logits = withLabels(head, Layers.linear(scope, x, labels));
        if (form.box()) {
            head.output(Output.LOGITS, logits);
            head.output(Output.BOX, box(head.child("box"), x));
        }
        return logits;
    }

    /** Adds what the scores of all labels say of each. */
    private Value withLabels(Scope head, Value logits) {
        if (!form.labelLayer()) {
            return logits;
        }
        Init none = Init.constant(0);
        Value scores = logits.then(Nonlinearity.SIGMOID);
        return Layers.add(logits, Layers.linear(head.child("labels"), scores, labels, none, none));
    }

    /** Pixels are many: weights of usual size, times a fixed factor, reach them in few updates. */
    private static Value box(Scope scope, Value x) {
        Init none = Init.constant(0);
        Value box = Layers.linear(scope, x, PixelBox.SIDES, none, none);
        List<Integer> shape = List.of(PixelBox.SIDES);
        Init one = Init.constant(1);
        return box.then(new Scale(scope.declare("factors", Parameter.Role.FIXED, one, shape)));
    }

    /** A linear layer whose weights no gradient trains. */
    private static Value fixedLinear(Scope scope, Value x, int out) {
        Init none = Init.constant(0);
        List<Integer> shape = List.of(out, x.dims().channels());
        Parameter weight = scope.declare("weight", Parameter.Role.FIXED, none, shape);
        Parameter bias = scope.declare("bias", Parameter.Role.FIXED, none, List.of(out));
        return x.then(new Linear(weight, bias));
    }
}
