package org.tagzoo.zoo.network;

/**
 * A body that looks at no image: what a network learns with it, it learns from its other inputs,
 * such as metadata and text.
 */
record NoImage() implements Backbone {

    @Override
    public String name() {
        return "no_image";
    }

    @Override
    public Value embed(Scope root, Value image) {
        return image.then(new NoFeatures());
    }
}
