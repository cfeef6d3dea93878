package org.tagzoo.app.cli;

/** How DJL behaves in this program. A property that the user set stays. */
final class EngineDefaults {

    private EngineDefaults() {}

    static void set() {
        // The natives are on the class path; DJL must never look for others on a host of its own.
        set("ai.djl.offline", "true");
        set("OPT_OUT_TRACKING", "true");
        // Training through TorchScript's optimising executor recompiles for every new shape.
        set("ai.djl.pytorch.graph_optimizer", "false");
        set("java.awt.headless", "true");
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
