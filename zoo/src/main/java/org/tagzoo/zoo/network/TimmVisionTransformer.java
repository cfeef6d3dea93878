package org.tagzoo.zoo.network;

import static org.tagzoo.zoo.network.Layers.add;
import static org.tagzoo.zoo.network.Layers.layerNorm;

import java.util.Optional;

/**
 * Vision transformers as timm has them: those of DINOv2 (arXiv:2304.07193), with registers too
 * (arXiv:2309.16588), and of CLIP (arXiv:2103.00020). The embedding is the class token after the
 * last layer norm. Each block is a stage, "blocks0" the first.
 *
 * <p>It has a position for each patch of the images that it is built for, whose sides are multiples
 * of a patch's.
 *
 * @param name such as {@code vit_small_patch14_dinov2}
 * @param patch pixels of a patch's side
 * @param width numbers in a token
 * @param blocks how many
 * @param heads of attention
 * @param kind in what they differ otherwise
 */
public record TimmVisionTransformer(
        String name, int patch, int width, int blocks, int heads, Kind kind) implements Backbone {

    /** Whose weights they are made for. */
    public enum Kind {
        /** What a block adds is scaled number by number. */
        DINOV2,
        /** The same with four more tokens, and no position for any but patches. */
        DINOV2_REGISTERS,
        /** A layer norm comes before the blocks, and patches have no bias. */
        CLIP,
        /** The same with {@link QuickGelu}. */
        CLIP_QUICK_GELU;

        private boolean isClip() {
            return this == CLIP || this == CLIP_QUICK_GELU;
        }
    }

    private static final int REGISTERS = 4;
    private static final Init SMALL = Init.normal(1e-6);
    private static final Init USUAL = Init.normal(0.02);
    private static final Init ZERO = Init.constant(0);

    @Override
    public Value embed(Scope root, Value image) {
        Value first = Layers.learned(root, "cls_token", image, SMALL, 1, width);
        if (kind == Kind.DINOV2_REGISTERS) {
            Value registers = Layers.learned(root, "reg_token", image, SMALL, REGISTERS, width);
            first = Layers.concatenate(first, registers);
        }
        int patches = image.dims().height() / patch * (image.dims().width() / patch);
        Value places = Layers.learned(root, "pos_embed", image, USUAL, leading() + patches, width);
        Scope proj = root.child("patch_embed.proj");
        Optional<Init> bias = kind.isClip() ? Optional.empty() : Optional.of(ZERO);
        Value x = Layers.patches(proj, image, name, patch, width, bias);
        x =
                kind == Kind.DINOV2_REGISTERS
                        ? Layers.concatenate(first, add(x, places))
                        : add(Layers.concatenate(first, x), places);
        if (kind.isClip()) {
            x = norm(root.child("norm_pre"), x);
        }
        for (int i = 0; i < blocks; i++) {
            x = block(root.child("blocks").child(i), x.beginStage("blocks" + i));
        }
        return norm(root.child("norm"), x).then(new TakeToken(0));
    }

    /** How many tokens before those of patches have a position. */
    private int leading() {
        return kind == Kind.DINOV2_REGISTERS ? 0 : 1;
    }

    private Value block(Scope scope, Value x) {
        Scope attn = scope.child("attn");
        Value y = norm(scope.child("norm1"), x);
        y = linear(attn.child("qkv"), y, 3 * width).then(new Attention(heads));
        x = add(scaled(scope.child("ls1"), linear(attn.child("proj"), y, width)), x);
        Scope mlp = scope.child("mlp");
        y = linear(mlp.child("fc1"), norm(scope.child("norm2"), x), 4 * width);
        y = y.then(kind == Kind.CLIP_QUICK_GELU ? new QuickGelu() : Nonlinearity.GELU);
        return add(scaled(scope.child("ls2"), linear(mlp.child("fc2"), y, width)), x);
    }

    private Value scaled(Scope scope, Value x) {
        return kind.isClip() ? x : Layers.scale(scope, "gamma", x, 1e-5);
    }

    private Value norm(Scope scope, Value x) {
        return layerNorm(scope, x, kind.isClip() ? 1e-5 : 1e-6);
    }

    private static Value linear(Scope scope, Value x, int out) {
        return Layers.linear(scope, x, out, USUAL, ZERO);
    }

    @Override
    public Optional<Positions> positions() {
        return Optional.of(new Positions("pos_embed", leading(), patch, true));
    }

    @Override
    public String headName() {
        return "head";
    }
}
