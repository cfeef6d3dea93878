package org.tagzoo.app.cli;

import org.tagzoo.zoo.torchscript.MemoryFormat;
import picocli.CommandLine.Option;

/** {@code --memory-format} of commands that run networks. */
final class MemoryFormatOption {

    @Option(
            names = "--memory-format",
            paramLabel = "FORMAT",
            defaultValue = "channels_last",
            description = "contiguous or channels_last. Default: channels_last.")
    private MemoryFormat value;

    MemoryFormat value() {
        return value;
    }
}
