package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to take memory, time or stack, each in its own way. */
class HostileBombsTest {

    private static final String MODULE = "c__torch__\nNet\n)\u0081";

    @TempDir Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] pickle(String body) {
        return bytes("\u0080\u0002" + body);
    }

    private static String text(String value) {
        return "X" + (char) value.length() + "\0\0\0" + value;
    }

    private static String tensor(
            String type, String storageCount, String offset, String shape, String strides) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((%sctorch\n%s\n%s%s%stQ%s%s%s\u0089NtR"
                .formatted(
                        text("storage"),
                        type,
                        text("0"),
                        text("cpu"),
                        storageCount,
                        offset,
                        shape,
                        strides);
    }

    private static String number(long value) {
        StringBuilder bytes = new StringBuilder("\u008a\u0008");
        for (int i = 0; i < 8; i++) {
            bytes.append((char) (value >> (8 * i) & 0xff));
        }
        return bytes.toString();
    }

    private void refuses(byte[] file, String reason) throws IOException {
        Path path = Files.write(folder.resolve("bomb"), file);
        WeightsException e =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20),
                        () -> assertThrows(WeightsException.class, () -> WeightsFile.open(path)));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static byte[] zip(byte[] pickle, boolean script) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", pickle);
        entries.put("a/data/0", new byte[64]);
        if (script) {
            entries.put("a/constants.pkl", pickle(")."));
        }
        return ZipBytes.stored(entries);
    }

    private void refusesPickle(String body, String reason) throws IOException {
        refuses(zip(pickle(body), false), reason);
    }

    @Test
    void tooManyInstructions() throws IOException {
        for (String instruction : new String[] {"]", "}", "q\0", "(t"}) {
            refusesPickle(
                    "}" + instruction.repeat(1_100_000), "more than the 1000000 instructions");
        }
    }

    @Test
    void listsInListsAsDeepAsInstructionsAllow() throws IOException {
        int depth = 400_000;
        refusesPickle("]".repeat(depth) + "a".repeat(depth - 1) + ".", "holds no dict of tensors");
        refusesPickle("N" + "\u0085".repeat(depth) + ".", "holds no dict of tensors");
        refusesPickle(
                "}" + text("k") + "]".repeat(depth) + "a".repeat(depth - 1) + "s.",
                "holds no tensors by name");
    }

    @Test
    void aDictInItself() throws IOException {
        refusesPickle("}q\0(" + text("model") + "h\0u.", "holds no tensors by name");
        refusesPickle("}q\0(h\0Nu.", "holds no tensors by name");
    }

    @Test
    void lengthsBeyondTheFile() throws IOException {
        refusesPickle("X\u00ff\u00ff\u00ff\u007f", "a text is longer than what is left of it");
        refusesPickle("X\u00ff\u00ff\u00ff\u00ff", "a text is longer than what is left of it");
        refusesPickle("\u008b\u00ff\u00ff\u00ff\u007f", "0x8b is not one that PyTorch writes");
        refusesPickle("\u008a\u00ff", "expected more bytes");
        refusesPickle("", "premature end of file");
    }

    @Test
    void tensorsBeyondTheirStorage() throws IOException {
        String[][] cases = {
            {"FloatStorage", number(16), number(0), "(K\u0011t", "(K\u0001t"},
            {"FloatStorage", number(16), number(8), "(K\u0009t", "(K\u0001t"},
            {"FloatStorage", number(16), number(-1), "(K\u0002t", "(K\u0001t"},
            {"FloatStorage", number(16), number(0), "(" + number(-2) + "t", "(K\u0001t"},
            {"FloatStorage", number(16), number(0), "(K\u0002t", "(" + number(-1) + "t"},
            {
                "FloatStorage",
                number(16),
                number(0),
                "(K\u0002t",
                "(" + number(Long.MAX_VALUE) + "t"
            },
            {"FloatStorage", number(16), number(0), "(" + number(1L << 40) + "t", "(K\0t"},
            {
                "FloatStorage",
                number(16),
                number(0),
                "(" + number(1L << 62) + number(4) + "t",
                "(K\1K\1t"
            },
            {"FloatStorage", number(17), number(0), "(K\u0002t", "(K\u0001t"},
            {"FloatStorage", number(Long.MAX_VALUE), number(0), "(K\u0002t", "(K\u0001t"},
            {"FloatStorage", number(-1), number(0), "(K\0t", "(K\u0001t"},
            {"DoubleStorage", number(9), number(0), "(K\u0002t", "(K\u0001t"},
            {"FloatStorage", number(16), number(0), "(K\u0002t", "(K\u0001K\u0001t"}
        };
        for (String[] c : cases) {
            String tensor = tensor(c[0], c[1], c[2], c[3], c[4]);
            refuses(zip(pickle("}" + text("w") + tensor + "s."), false), "");
        }
    }

    @Test
    void modulesInThemselves() throws IOException {
        String cycle = MODULE + "q\0}(" + text("m") + "h\0ub.";
        refuses(zip(pickle(cycle), true), "nested more than 64 deep");
        StringBuilder doubling = new StringBuilder(MODULE + "q\0");
        for (int i = 1; i < 40; i++) {
            String below = "h" + (char) (i - 1);
            doubling.append(MODULE).append('q').append((char) i);
            doubling.append("}(" + text("a") + below + text("b") + below + "ub");
        }
        refuses(zip(pickle(doubling + "."), true), "more than 100000 attributes");
    }

    @Test
    void zipsThatUnpackToMuch() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            byte[] none = new byte[1 << 20];
            for (int i = 0; i < 17; i++) {
                zip.write(none);
            }
            zip.closeEntry();
        }
        refuses(bytes.toByteArray(), "entry 'a/data.pkl' has more than the 16777216 bytes");
    }

    @Test
    void sourcesThatUnpackToMuch() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"a/data.pkl", "a/constants.pkl"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(pickle(MODULE + "}b."));
            }
            zip.setLevel(Deflater.BEST_SPEED);
            byte[] source = new byte[12 << 20];
            for (int i = 0; i < 6; i++) {
                zip.putNextEntry(new ZipEntry("a/code/" + i + ".py"));
                zip.write(source);
            }
        }
        refuses(bytes.toByteArray(), "its sources have more bytes than are allowed");
    }

    @Test
    void moreEntriesThanAnyNetworkHas() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 50_001; i++) {
            entries.put("a/" + i, new byte[0]);
        }
        refuses(ZipBytes.stored(entries), "it has more than 50000 entries");
    }
}
