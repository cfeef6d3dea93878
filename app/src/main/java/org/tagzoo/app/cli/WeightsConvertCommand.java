package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagzoo weights convert}: from any format that is read to one that is written. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Turns a file of weights into safetensors, or into a TorchScript archive.",
            "Reads safetensors, PyTorch's .pth, TorchScript archives, and the model.json of tfjs layers."
        })
final class WeightsConvertCommand implements Callable<Integer> {

    private static final String SAFETENSORS = ".safetensors";
    private static final String TORCHSCRIPT = ".pt";

    @Parameters(index = "0", paramLabel = "IN", description = "File to read.")
    private Path in;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "File to write: NAME.safetensors, or NAME.pt for TorchScript.")
    private Path out;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description =
                    "Network that the weights are for, or their card: resnet50, resnet50.keras."
                            + " Names and shapes are checked against it. Needed for TorchScript,"
                            + " unless IN is named after its card.")
    private String architecture;

    @Option(names = "--force", description = "Write over OUT if it is there.")
    private boolean force;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(out.getFileName());
        boolean script = name.endsWith(TORCHSCRIPT);
        if (!script && !name.endsWith(SAFETENSORS)) {
            throw new UsageException(
                    "OUT must end in .safetensors or .pt, not "
                            + out
                            + "; the end says what to write");
        }
        if (Files.isDirectory(out) || (Files.exists(out) && !force)) {
            throw new UsageException(out + " is there already; --force writes over a file");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("The folder " + folder + " is not there");
        }
        Optional<WeightsTarget> target = WeightsTarget.find(architecture, in);
        if (script && target.isEmpty()) {
            throw new UsageException(
                    "A TorchScript archive needs the network; name it: --architecture resnet50");
        }
        try (TensorSource source = WeightsFile.open(in)) {
            WeightsConversion conversion =
                    new WeightsConversion(source, target, spec.commandLine().getOut());
            if (script) {
                conversion.toTorchScript(out);
            } else {
                conversion.toSafetensors(out);
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
