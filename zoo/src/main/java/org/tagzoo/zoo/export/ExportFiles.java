package org.tagzoo.zoo.export;

import java.util.List;

/** The names of an export's files, and of what DJL calls them. */
final class ExportFiles {

    static final String MANIFEST = "tagzoo.json";
    static final String MODEL_NAME = "model";
    static final String MODEL = MODEL_NAME + ".pt";
    static final String SERVING = "serving.properties";
    static final String LABELS = "synset.txt";
    static final String THRESHOLDS = "thresholds.json";

    /** What it takes to load one; all else is for people and other programs. */
    static final List<String> NEEDED = List.of(MANIFEST, MODEL, SERVING);

    /** All that the writer makes. */
    static final List<String> OWN = List.of(MANIFEST, MODEL, SERVING, LABELS, THRESHOLDS);

    static final String ENGINE = "PyTorch";

    private ExportFiles() {}
}
