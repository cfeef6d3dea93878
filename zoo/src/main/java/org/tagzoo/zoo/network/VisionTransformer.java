package org.tagzoo.zoo.network;

import static org.tagzoo.zoo.network.Layers.add;
import static org.tagzoo.zoo.network.Layers.layerNorm;

import java.util.Optional;

/**
 * Vision transformers (arXiv:2010.11929) as torchvision has them. The embedding is the class token
 * after the last layer norm. Its stages are {@code encoder_layer_0} and so on.
 *
 * <p>It has a position for each patch of the images that it is built for, whose sides are multiples
 * of a patch's.
 *
 * @param name such as {@code vit_b_16}
 * @param patch pixels of a patch's side
 * @param width numbers in a token
 * @param blocks how many
 * @param heads of attention
 */
public record VisionTransformer(String name, int patch, int width, int blocks, int heads)
        implements Backbone {

    private static final double EPSILON = 1e-6;
    private static final Init SMALL = Init.normal(1e-6);

    @Override
    public Value embed(Scope root, Value image) {
        Value token = Layers.learned(root, "class_token", image, Init.constant(0), 1, width);
        Optional<Init> bias = Optional.of(Init.constant(0));
        Value x = Layers.patches(root.child("conv_proj"), image, name, patch, width, bias);
        x = Layers.concatenate(token, x);
        Scope encoder = root.child("encoder");
        Integer[] places = x.dims().sizes().toArray(Integer[]::new);
        x = add(x, Layers.learned(encoder, "pos_embedding", x, Init.normal(0.02), places));
        for (int i = 0; i < blocks; i++) {
            String layer = "encoder_layer_" + i;
            x = block(encoder.child("layers").child(layer), x.beginStage(layer));
        }
        return layerNorm(encoder.child("ln"), x, EPSILON).then(new TakeToken(0));
    }

    private Value block(Scope scope, Value x) {
        Value y = layerNorm(scope.child("ln_1"), x, EPSILON);
        x = add(attention(scope.child("self_attention"), y), x);
        y = layerNorm(scope.child("ln_2"), x, EPSILON);
        Scope mlp = scope.child("mlp");
        y = linear(mlp.child(0), y, 4 * width).then(Nonlinearity.GELU);
        return add(linear(mlp.child(3), y, width), x);
    }

    /** torch.nn.MultiheadAttention, whose first layer's tensors have names of their own. */
    private Value attention(Scope scope, Value x) {
        Parameter weight = scope.trained("in_proj_weight", xavier(3 * width), 3 * width, width);
        Parameter bias = scope.trained("in_proj_bias", Init.constant(0), 3 * width);
        Value y = x.then(new Linear(weight, bias)).then(new Attention(heads));
        Init init = Init.uniform(1 / Math.sqrt(width));
        return Layers.linear(scope.child("out_proj"), y, width, init, Init.constant(0));
    }

    private Value linear(Scope scope, Value x, int out) {
        return Layers.linear(scope, x, out, xavier(4 * width), SMALL);
    }

    private Init xavier(int otherSide) {
        return Init.uniform(Math.sqrt(6.0 / (width + otherSide)));
    }

    @Override
    public Optional<Positions> positions() {
        return Optional.of(new Positions("encoder.pos_embedding", 1, patch, false));
    }

    /** torchvision itself still reads files that name the linear layers of blocks so. */
    @Override
    public String nameOf(String tensor) {
        return tensor.replace(".mlp.linear_1.", ".mlp.0.").replace(".mlp.linear_2.", ".mlp.3.");
    }

    @Override
    public String headName() {
        return "heads.head";
    }
}
