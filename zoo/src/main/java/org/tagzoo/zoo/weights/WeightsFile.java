package org.tagzoo.zoo.weights;

import java.nio.file.Path;

/** Opens files of weights, in whichever format they are. */
public final class WeightsFile {

    private WeightsFile() {}

    /**
     * Opens a file; the caller closes what it gets.
     *
     * @throws WeightsException if the file can't be read or is in no format that is known here
     */
    public static TensorSource open(Path file) throws WeightsException {
        return Safetensors.open(file);
    }
}
