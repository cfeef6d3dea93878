package org.tagzoo.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs programs that are otherwise run by scripts. */
final class RunProgram {

    private RunProgram() {}

    @FunctionalInterface
    interface Program {
        void run(String[] arguments) throws Exception;
    }

    /** Returns the lines that a program prints when a script asks it for so many turns. */
    static List<String> run(Program program, String asked, Object... arguments) throws Exception {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = String.valueOf(arguments[i]);
        }
        PrintStream out = System.out;
        BufferedReader in = Turns.in;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            Turns.in = new BufferedReader(new StringReader(asked));
            program.run(words);
        } finally {
            System.setOut(out);
            Turns.in = in;
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    static float[] floats(Path file) throws IOException {
        FloatBuffer buffer =
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
