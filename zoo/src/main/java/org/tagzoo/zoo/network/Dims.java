package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a tensor without its first dimension, which is always the number of images {@code
 * N}: {@code [C, H, W]} for an image or a feature map, {@code [T, F]} for tokens, of which each is
 * a vector, {@code [F]} for a vector.
 */
public record Dims(@JsonValue List<Integer> sizes) {

    public Dims {
        sizes = List.copyOf(sizes);
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("No dimension may be under 1, here: " + sizes);
            }
        }
    }

    /** Returns {@code [channels, height, width]}. */
    public static Dims map(int channels, int height, int width) {
        return new Dims(List.of(channels, height, width));
    }

    /** Returns {@code [count, features]}. */
    public static Dims tokens(int count, int features) {
        return new Dims(List.of(count, features));
    }

    /** Returns {@code [features]}. */
    public static Dims vector(int features) {
        return new Dims(List.of(features));
    }

    public boolean isMap() {
        return sizes.size() == 3;
    }

    public boolean isTokens() {
        return sizes.size() == 2;
    }

    public boolean isVector() {
        return sizes.size() == 1;
    }

    /** Returns whether it is a map or tokens of more than one place. */
    public boolean hasPlaces() {
        return (isMap() && height() * width() > 1) || (isTokens() && sizes.get(0) > 1);
    }

    /** Returns {@code C} of a map, {@code F} of tokens or a vector. */
    public int channels() {
        return sizes.get(isTokens() ? 1 : 0);
    }

    public int height() {
        return sizes.get(1);
    }

    public int width() {
        return sizes.get(2);
    }

    /** Returns the number of elements of one image. */
    public int count() {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[N, ", "]"));
    }
}
