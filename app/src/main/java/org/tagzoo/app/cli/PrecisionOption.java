package org.tagzoo.app.cli;

import java.util.Arrays;
import java.util.Optional;
import org.tagzoo.zoo.torchscript.Precision;

/** Reads {@code --precision}. */
final class PrecisionOption {

    /** Leaves it to a trial on the device. */
    static final String AUTO = "auto";

    private PrecisionOption() {}

    /**
     * Returns what the user chose; empty for {@value #AUTO}.
     *
     * @throws UsageException if networks can't be trained in it, or there is none of this name
     */
    static Optional<Precision> parse(String name) {
        if (name.equalsIgnoreCase(AUTO)) {
            return Optional.empty();
        }
        return Arrays.stream(Precision.values())
                // In float16, small gradients become zero.
                .filter(known -> known != Precision.FLOAT16)
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst()
                .or(
                        () -> {
                            throw new UsageException(
                                    "--precision is auto, float32 or bfloat16, not " + name);
                        });
    }
}
