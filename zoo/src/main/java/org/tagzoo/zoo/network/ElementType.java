package org.tagzoo.zoo.network;

import java.util.List;

/** The type of a result's numbers, as far as a network knows it: the compiler has the last word. */
public enum ElementType {
    FLOAT32,
    /** That of convolutions and linear layers, such as bfloat16; float32 where they are. */
    COMPUTED;

    /** Returns the type of what is made of several inputs, as PyTorch promotes types. */
    public static ElementType common(List<ElementType> inputs) {
        return inputs.stream().distinct().count() == 1 ? inputs.get(0) : FLOAT32;
    }
}
