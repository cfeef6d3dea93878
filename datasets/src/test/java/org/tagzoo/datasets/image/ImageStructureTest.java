package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files put together byte by byte, from the descriptions of their formats. */
class ImageStructureTest {

    @TempDir Path folder;

    private static byte[] bytes(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : parts) {
            out.writeBytes(
                    part.startsWith("'")
                            ? part.substring(1).getBytes(StandardCharsets.ISO_8859_1)
                            : HexFormat.of().parseHex(part.replace(" ", "")));
        }
        return out.toByteArray();
    }

    private static String refusal(byte[] content) {
        return assertThrows(ImageException.class, () -> ImageHeader.read(content)).getMessage();
    }

    private static void isOf(ImageFormat format, int width, int height, byte[] content)
            throws ImageException {
        assertEquals(
                new ImageHeader(format, width, height, Exif.NONE, 1), ImageHeader.read(content));
    }

    @Test
    void theScreenOfAGifGrowsToItsFirstFrame() throws ImageException {
        String frame = "2c 0200 0300 0400 0500 00  08 01 aa 00";
        byte[] small = bytes("'GIF89a", "0100 0100 00 00 00", frame, "3b");
        isOf(ImageFormat.GIF, 6, 8, small);
        GifStructure gif = GifStructure.read(new Bytes(small));
        assertEquals(2, gif.left());
        assertEquals(3, gif.top());
        isOf(ImageFormat.GIF, 9, 10, bytes("'GIF87a", "0900 0a00 00 00 00", frame, "3b"));
        byte[] table = bytes("'GIF89a", "0900 0a00 80 00 00", "000000 ffffff", frame, "3b");
        isOf(ImageFormat.GIF, 9, 10, table);
        byte[] extended = bytes("'GIF89a", "0900 0a00 00 00 00", "21 fe 02 4141 00", frame, "3b");
        isOf(ImageFormat.GIF, 9, 10, extended);
        assertEquals(
                "the GIF file holds no image",
                refusal(bytes("'GIF89a", "0900 0a00 00 00 00", "3b")));
        assertEquals(
                "the GIF file is damaged at byte 13",
                refusal(bytes("'GIF89a", "0900 0a00 00 00 00", "77")));
    }

    @Test
    void aBmpIsReadWithEitherHeader() throws ImageException {
        String head = "2a000000 0000 0000";
        byte[] old =
                bytes("'BM", head, "1a000000", "0c000000 0200 0300 0100 1800", "00".repeat(24));
        isOf(ImageFormat.BMP, 2, 3, old);
        String sizes = "02000000 fdffffff 0100 1800 00000000";
        byte[] fromTheTop = bytes("'BM", head, "36000000", "28000000", sizes, "00".repeat(20 + 24));
        isOf(ImageFormat.BMP, 2, 3, fromTheTop);
        assertTrue(
                refusal(bytes("'BM", head, "36000000", "28000000", sizes, "00".repeat(20 + 23)))
                        .startsWith("the BMP file is cut short: it ends after 77 bytes"));
        assertEquals(
                "the BMP file is damaged: a header of 13 bytes",
                refusal(bytes("'BM", head, "36000000", "0d000000", sizes)));
        assertTrue(refusal(bytes("'BM is how this text begins")).contains("text, not an image"));
    }

    @Test
    void aWebpIsReadWithEachOfItsChunks() throws ImageException {
        String lossy = "000000 9d012a 1000 0900"; // 16 x 9
        byte[] plain = bytes("'RIFF", "16000000", "'WEBPVP8 ", "0a000000", lossy);
        isOf(ImageFormat.WEBP, 16, 9, plain);
        // 14 bits of width less 1, then 14 of height less 1: 15 | 8 << 14 = 0x2000f.
        byte[] lossless = bytes("'RIFF", "12000000", "'WEBPVP8L", "05000000", "2f 0f000200 00");
        isOf(ImageFormat.WEBP, 16, 9, lossless);
        String canvas = "00 000000 0f0000 080000";
        byte[] extended =
                bytes(
                        "'RIFF",
                        "28000000",
                        "'WEBPVP8X",
                        "0a000000",
                        canvas,
                        "'VP8 ",
                        "0a000000",
                        lossy);
        isOf(ImageFormat.WEBP, 16, 9, extended);
        assertEquals(
                "the WebP file holds no image",
                refusal(bytes("'RIFF", "16000000", "'WEBPVP8X", "0a000000", canvas)));
        assertEquals(
                "the WebP file is damaged: a header of 4 bytes",
                refusal(bytes("'RIFF", "10000000", "'WEBPVP8L", "04000000", "2f 0f0002")));
        assertTrue(
                refusal(bytes("'RIFF", "16000000", "'WEBPVP8 ", "0a000000", "000000"))
                        .startsWith("the WebP file is cut short: it ends after 23 bytes"));
    }

    private static final String FRAME = "ffc0 000b 08 0008 0010 01 01 11 00";
    private static final String SCAN = "ffda 0008 01 01 00 00 3f 00 aa";

    @Test
    void aJpegIsWalkedMarkerByMarker() throws ImageException {
        isOf(ImageFormat.JPEG, 16, 8, bytes("ffd8", FRAME, SCAN, "ffd9"));
        byte[] padded =
                bytes("ffd8", "ffff fe 0004 4141", "ffff", FRAME.substring(2), SCAN, "ffd9");
        isOf(ImageFormat.JPEG, 16, 8, padded);
        byte[] restarted = bytes("ffd8", FRAME, SCAN, "ff00 ffd0 12 ff00", "ffd9 1234");
        isOf(ImageFormat.JPEG, 16, 8, restarted);
        JpegStructure ink =
                JpegStructure.read(
                        new Bytes(
                                bytes(
                                        "ffd8",
                                        "ffee 000e",
                                        "'Adobe",
                                        "00".repeat(7),
                                        "ffc0 000b 08 0008 0010 04 01 11 00",
                                        SCAN,
                                        "ffd9")));
        assertEquals(4, ink.components());
        assertEquals("the JPEG file holds no image", refusal(bytes("ffd8", FRAME, "ffd9")));
        assertEquals(
                "the JPEG file is damaged at byte 4", refusal(bytes("ffd8", "ffe0 0001", "ffd9")));
        assertTrue(refusal(bytes("ffd8", FRAME, SCAN)).endsWith("bytes without its end marker"));
        assertTrue(
                refusal(bytes("ffd8", FRAME, FRAME, SCAN, "ffd9")).contains("is damaged at byte"));
        isOf(ImageFormat.JPEG, 16, 8, bytes("ffd8", FRAME, SCAN.repeat(200), "ffd9"));
        assertEquals(
                "the JPEG file has more than 200 scans",
                refusal(bytes("ffd8", FRAME, SCAN.repeat(201), "ffd9")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'%PDF-1.7| a PDF document",
                "00000018 66747970 68656963 00000000 6d696631| a HEIC image; TagZoo reads",
                "00000018 66747970 6d696631 00000000 61766966| an AVIF image",
                "00000018 66747970 69736f6d 00000000 61766331| a video",
                "0000000c 6a502020 0d0a870a| a JP2 image",
                "4d4d002b 00000000| a BigTIFF image",
                "3c73766720| text",
                "00010203| not an image",
            })
    void otherFilesAreNamed(String content, String kind) {
        assertTrue(refusal(bytes(content.strip())).contains(kind.strip()));
    }

    @Test
    void regionsAndPixelsAreChecked() {
        assertEquals(new Region(0, 0, 4, 3), Region.whole(4, 3));
        assertThrows(IllegalArgumentException.class, () -> new Region(0, -1, 4, 3));
        assertThrows(IllegalArgumentException.class, () -> new Region(0, 0, 0, 3));
        assertThrows(
                IllegalArgumentException.class, () -> new Region(1, 0, 4, 3).requireInside(4, 3));
        assertThrows(IllegalArgumentException.class, () -> new RgbImage(2, 2, new byte[11]));
        assertThrows(IllegalArgumentException.class, () -> new RgbImage(0, 2, new byte[0]));
    }

    @Test
    void aFileIsReadAsItStandsAndDrawnAsTheTransformSays() throws IOException {
        byte[] content = Images.content("rgb.png");
        ImageFile file = new ImageFile(Files.write(folder.resolve("a.txt"), content));
        assertEquals(content.length, file.content().length);
        assertEquals(folder.resolve("a.txt").toString(), file.location());
        for (Resize resize : Resize.values()) {
            EvaluationTransform square = EvaluationTransform.square(5, resize, Decoding.REDUCED);
            assertEquals(5, file.draw(square).width());
            assertEquals(5, file.draw(square).height());
            assertEquals(resize, Resize.of(resize.label()));
        }
        assertThrows(IOException.class, () -> new ImageFile(folder.resolve("none.png")).content());
    }
}
