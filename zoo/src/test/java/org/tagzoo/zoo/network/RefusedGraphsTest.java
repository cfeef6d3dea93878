package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;

/** Networks that can't be: what is said of their shapes, names and stages. */
class RefusedGraphsTest {

    @Test
    void shapesThatDoNotFitAreRefusedWithBoth() {
        refused(
                "A linear layer takes vectors or tokens, not [N, 3, 9, 11]",
                (r, x) -> Layers.linear(r.child("a"), x, 2));
        refused(
                "Can't put [N, 3, 4, 4] after [N, 3, 9, 11]",
                (r, x) -> Layers.concatenate(x, Layers.adaptiveAvgPool(x, 4)));
        refused("Can't add [N, 3, 9, 11] and [N, 297]", (r, x) -> Layers.add(x, Layers.flatten(x)));
        refused(
                "A linear layer with weights [2, 5] takes vectors of that width, not [N, 297]",
                (r, x) ->
                        Layers.flatten(x)
                                .then(
                                        new Linear(
                                                r.trained("w", OpCases.INIT, 2, 5),
                                                r.trained("b", OpCases.INIT, 2))));
        refused(
                "A batch norm of 3 channels does not take [N, 4, 9, 11]",
                (r, x) -> {
                    Value normed = Layers.batchNorm(r.child("n"), x);
                    Op norm = OpCases.graph("batch_norm").nodes().get(1).op();
                    assertEquals(x.dims(), normed.dims());
                    return OpCases.same(r.child("a"), x).then(norm);
                });
        refused(
                "Attention in 2 heads takes tokens whose width is a multiple of 6, not [N, 99, 3]",
                (r, x) -> x.then(new ToTokens()).then(new Attention(2)));
        refused(
                "Attention in 1 heads takes tokens whose width is a multiple of 3, not [N, 3, 9, 11]",
                (r, x) -> x.then(new Attention(1)));
        refused(
                "There is no token 99 in [N, 99, 3]",
                (r, x) -> x.then(new ToTokens()).then(new TakeToken(99)));
        refused(
                "Tokens are made of maps, not of [N, 297]",
                (r, x) -> Layers.flatten(x).then(new ToTokens()));
        refused(
                "Can't put [N, 99, 3] after [N, 99, 4]",
                (r, x) ->
                        Layers.concatenate(
                                OpCases.same(r.child("a"), x).then(new ToTokens()),
                                x.then(new ToTokens())));
        refused(
                "Two parameters are named a.weight",
                (r, x) -> OpCases.same(r.child("a"), OpCases.same(r.child("a"), x)));
        refused(
                "Stage late must begin at the last step so far",
                (r, x) -> {
                    Layers.relu(x);
                    return x.beginStage("late");
                });
        refused(
                "The result of a network must be its last step",
                (r, x) -> {
                    Layers.relu(x);
                    return x;
                });
    }

    private static void refused(String message, BiFunction<Scope, Value, Value> network) {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Graph.ofPixels(
                                        new ImageSize(OpCases.HEIGHT, OpCases.WIDTH),
                                        OpCases.IMAGENET,
                                        network));
        assertEquals(message, error.getMessage());
    }
}
