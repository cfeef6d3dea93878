package org.tagzoo.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.export.EarlyStart;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The program {@code tagzoo}; {@code help.properties} has the words of its help. Exit code 0: done;
 * 1: failed; 2: the command can't be followed as it stands.
 */
@Command(
        name = "tagzoo",
        version = "tagzoo 0.2.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TagZoo {

    /** In the order of the help. */
    private static final Class<?>[] COMMANDS = {
        CompareCommand.class,
        ResumeCommand.class,
        FindRateCommand.class,
        ProbeCommand.class,
        EnsembleCommand.class,
        DifferenceCommand.class,
        RetrievalCommand.class,
        ExportCommand.class,
        PredictCommand.class,
        ServeCommand.class,
        AuditCommand.class,
        IndexCommand.class,
        SimilarCommand.class,
        ExplainCommand.class,
        BenchCommand.class,
        AugmentCommand.class,
        TextModelCommand.class,
        ModelsCommand.class,
        NetworkCommand.class,
        WeightsCommand.class,
        CacheCommand.class
    };

    @Option(names = "--verbose", scope = ScopeType.INHERIT)
    private boolean verbose;

    private final Map<String, String> environment;

    TagZoo(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns the environment variables that say where files are kept and fetched from. */
    Map<String, String> environment() {
        return environment;
    }

    boolean verbose() {
        return verbose;
    }

    /** Runs a command line and returns the exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return execute(System.getenv(), out, err, args);
    }

    /** Does the same in an environment of one's choice. */
    static int execute(
            Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        TagZoo program = new TagZoo(environment);
        return commands(program, args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> Failures.execution(e, command, program.verbose()))
                .execute(args);
    }

    /** Returns what reads the value of an option, with the reason why it can't. */
    private static <T> ITypeConverter<T> reading(Function<String, T> reader) {
        return text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    /** Reads the options of that command only which is asked for: all of them take a while. */
    static CommandLine commands(TagZoo program, String... args) {
        CommandLine root = new CommandLine(program);
        String asked = Stream.of(args).filter(a -> !a.startsWith("-")).findFirst().orElse("");
        boolean inFile = asked.startsWith("@");
        for (Class<?> command : COMMANDS) {
            String name = command.getAnnotation(Command.class).name();
            boolean whole = inFile || name.equals(asked);
            root.addSubcommand(name, whole ? command : CommandSpec.create().name(name));
        }
        return root.registerConverter(ImageSize.class, reading(ImageSize::of))
                .registerConverter(ThresholdChoice.class, reading(ThresholdChoice::new))
                .setResourceBundle(ResourceBundle.getBundle("org.tagzoo.app.cli.help"));
    }

    public static void main(String[] args) {
        // The natives are on the class path; DJL must never look for others on a host of its own.
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        // Training through TorchScript's optimising executor recompiles for every new shape.
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        setDefault("java.awt.headless", "true");
        beginEarly(args);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(out, err, args));
    }

    /** Predictions wait for native libraries more than for all else: they are loaded meanwhile. */
    private static void beginEarly(String... args) {
        if (args.length > 2 && args[0].equals("predict")) {
            try {
                EarlyStart.beginFor(Path.of(args[1]));
            } catch (InvalidPathException e) {
                // The command says so.
                return;
            }
        }
    }

    /** Sets a property, unless the user set it. */
    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
