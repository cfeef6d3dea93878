package org.tagzoo.zoo.network;

/** What comes in as floats: vectors {@code [N, F]} or maps {@code [N, H, W, C]}. */
public record Features(String name, Dims dims) implements InputOp {

    /** The usual name, which what a stage begins with always has. */
    public static final String FEATURES = "features";

    @Override
    public String script(ScriptContext step) {
        return dims.isMap() ? step.laidOut(step.input(0)) : step.input(0);
    }
}
