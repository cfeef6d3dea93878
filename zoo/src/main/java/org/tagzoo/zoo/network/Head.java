package org.tagzoo.zoo.network;

import java.util.List;

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
 */
public record Head(int labels, List<Integer> hidden, double dropout, boolean standardized) {

    public Head {
        hidden = List.copyOf(hidden);
        if (labels < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "A head has 1 label or more and drops 0 to under 1, not %d and %s"
                            .formatted(labels, dropout));
        }
    }

    /** Returns a head of one linear layer. */
    public static Head linear(int labels) {
        return new Head(labels, List.of(), 0, false);
    }

    /**
     * Builds the head.
     *
     * @param scope where its parameters are declared
     * @param embedding {@code [N, F]}
     * @return logits {@code [N, labels]}
     */
    public Value classify(Scope scope, Value embedding) {
        if (hidden.isEmpty() && dropout == 0 && !standardized) {
            return Layers.linear(scope, embedding, labels);
        }
        Value x = embedding;
        int index = 0;
        if (standardized) {
            x = Layers.frozenBatchNorm(scope.child(index++), x);
        }
        for (int width : hidden) {
            x = Layers.relu(Layers.linear(scope.child(index), x, width));
            index += 2;
        }
        if (dropout > 0) {
            x = Layers.dropout(x, dropout);
            index++;
        }
        return Layers.linear(scope.child(index), x, labels);
    }
}
