package org.tagzoo.zoo.network;

import java.util.List;
import org.tagzoo.datasets.check.Check;

/**
 * The head ML-Decoder (Ridnik et al. 2021, arXiv:2111.12933): a transformer's decoder without
 * self-attention whose queries, one for each group of labels, look at the places of a map. Equal to
 * the authors' code, whose width is 768, hidden width 2,048, and number of groups 100 or that of
 * the labels; but for dropout of attention's weights, which it goes without.
 *
 * @param width of queries and places, a multiple of {@value #HEADS}, up to 4,096
 * @param hidden width of the layer after attention, up to 65,536
 * @param groups of labels, up to 10,000; where there are fewer labels, each is a group of its own
 */
public record LabelDecoder(int width, int hidden, int groups) {

    private static final int HEADS = 8;
    private static final double EPSILON = 1e-5;

    public LabelDecoder {
        Check.within("map.decoder.width", width, HEADS, 4_096);
        Check.that(width % HEADS == 0, "map.decoder.width", "a multiple of " + HEADS, width);
        Check.within("map.decoder.hidden", hidden, 1, 65_536);
        Check.within("map.decoder.groups", groups, 1, 10_000);
    }

    /**
     * Builds the head under the authors' names, attention's three matrices apart.
     *
     * @param dropout behind each part of the decoder; the authors' is 0.1
     * @return logits {@code [N, labels]}
     */
    Value classify(Scope scope, Value map, int labels, double dropout) {
        int queries = Math.min(groups, labels);
        int each = (labels + queries - 1) / queries;
        Init none = Init.constant(0);
        Init normal = Init.normal(Math.sqrt(2.0 / ((double) each * (width + queries))));
        Parameter weight = scope.trained("duplicate_pooling", normal, queries, width, each);
        Parameter bias = scope.trained("duplicate_pooling_bias", none, labels);
        Parameter queryEmbed =
                scope.declare(
                        "query_embed",
                        Parameter.Role.FIXED,
                        Init.normal(1),
                        List.of(1, queries, width));
        Scope layer = scope.child("layers").child(0);
        Scope attention = layer.child("multihead_attn");
        Value places =
                Layers.relu(
                        Layers.linear(
                                scope.child("embed_standart"), map.then(new ToTokens()), width));
        Value query = map.then(new Learned(queryEmbed));
        Value x = added(query, query, layer.child("norm1"), dropout);
        Init glorot = Init.uniform(Math.sqrt(6.0 / (4.0 * width)));
        Value attended =
                Layers.linear(attention.child("query"), x, width, glorot, none)
                        .then(
                                new CrossAttention(HEADS),
                                Layers.linear(attention.child("key"), places, width, glorot, none),
                                Layers.linear(
                                        attention.child("value"), places, width, glorot, none));
        Init out = Init.uniform(1 / Math.sqrt(width));
        attended = Layers.linear(attention.child("out_proj"), attended, width, out, none);
        x = added(x, attended, layer.child("norm2"), dropout);
        Value wide = Layers.relu(Layers.linear(layer.child("linear1"), x, hidden));
        Value narrow = Layers.linear(layer.child("linear2"), dropped(wide, dropout), width);
        x = added(x, narrow, layer.child("norm3"), dropout);
        return x.then(new GroupLinear(weight, bias));
    }

    private static Value added(Value x, Value more, Scope norm, double dropout) {
        return Layers.layerNorm(norm, Layers.add(x, dropped(more, dropout)), EPSILON);
    }

    private static Value dropped(Value x, double dropout) {
        return dropout > 0 ? Layers.dropout(x, dropout) : x;
    }
}
