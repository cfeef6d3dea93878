package org.tagzoo.zoo.weights;

import java.util.LinkedHashMap;
import java.util.Map;

/** An object of a TorchScript archive: the name of its class, and its attributes. */
final class ScriptObject {

    private final String className;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    ScriptObject(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    Map<String, Object> attributes() {
        return attributes;
    }
}
