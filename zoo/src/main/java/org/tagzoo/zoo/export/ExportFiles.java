package org.tagzoo.zoo.export;

import java.util.List;
import java.util.regex.Pattern;

/** The names of an export's files, and of what DJL calls them. */
public final class ExportFiles {

    /** What the export says about itself; a folder or zip without it is no export. */
    public static final String MANIFEST = "tagzoo.json";

    static final String MODEL_NAME = "model";
    static final String MODEL = MODEL_NAME + ".pt";
    static final String SERVING = "serving.properties";
    static final String LABELS = "synset.txt";
    static final String THRESHOLDS = "thresholds.json";

    /** What it takes to load one; all else is for people and other programs. */
    static final List<String> NEEDED = List.of(MANIFEST, MODEL, SERVING);

    /** All that the writer makes by itself. */
    public static final List<String> OWN = List.of(MANIFEST, MODEL, SERVING, LABELS, THRESHOLDS);

    static final String ENGINE = "PyTorch";

    private static final Pattern TEXT = Pattern.compile("[\\w-]+\\.(md|txt|json|csv|html|yaml)");

    private ExportFiles() {}

    /** Returns whether a text beside the export's own files may have this name. */
    static boolean isText(String name) {
        return TEXT.matcher(name).matches() && !OWN.contains(name);
    }
}
