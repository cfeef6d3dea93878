package org.tagzoo.zoo.network;

/** A function of each element alone, whatever the shape. */
interface Pointwise extends Op {

    @Override
    default Overwriting overwriting() {
        return Overwriting.WITHOUT_GRADIENTS;
    }

    @Override
    default AtPositions atPositions() {
        return AtPositions.SAME;
    }
}
