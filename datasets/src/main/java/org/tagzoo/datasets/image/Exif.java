package org.tagzoo.datasets.image;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a camera wrote into an image file. Metadata never refuses an image: what is damaged counts
 * as not said.
 *
 * @param orientation 1 to 8; 1 (upright as stored) if the file says nothing or nonsense
 * @param camera maker and model as written
 * @param hour of the day the photograph was taken at by the camera's clock, 0 to 23; that of the
 *     last change if only this is said
 */
public record Exif(int orientation, Optional<String> camera, OptionalInt hour) {

    /** Of a file that says nothing. */
    static final Exif NONE = new Exif(1, Optional.empty(), OptionalInt.empty());

    private static final int MAKER = 0x010f;
    private static final int MODEL = 0x0110;
    private static final int ORIENTATION = 0x0112;
    private static final int CHANGED = 0x0132;
    private static final int MORE = 0x8769;
    private static final int TAKEN = 0x9003;

    private static final int TEXT = 2;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;
    private static final int LONGEST = 64;

    /**
     * Reads a TIFF block.
     *
     * @param start where it begins ({@code II} or {@code MM})
     * @param end where it ends
     */
    static Exif read(Bytes file, int start, int end) {
        boolean little = file.textAt(start, "II*\0");
        if (end - start < 8 || (!little && !file.textAt(start, "MM\0*"))) {
            return NONE;
        }
        Block block = new Block(file, start, end, little);
        Map<Integer, Integer> first = block.directory(block.u32(start + 4));
        int orientation = 1;
        if (first.containsKey(ORIENTATION)) {
            int entry = first.get(ORIENTATION);
            int value = block.u16(entry + 8);
            boolean sound = block.u16(entry + 2) == SHORT && value >= 1 && value <= 8;
            orientation = sound ? value : 1;
        }
        Map<Integer, Integer> more =
                first.containsKey(MORE)
                        ? block.directory(block.u32(first.get(MORE) + 8))
                        : Map.of();
        String camera =
                Stream.of(MAKER, MODEL)
                        .map(tag -> block.text(first.get(tag)))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "));
        OptionalInt taken = hour(block.text(more.get(TAKEN)));
        return new Exif(
                orientation,
                Optional.of(camera).filter(text -> !text.isEmpty()),
                taken.isPresent() ? taken : hour(block.text(first.get(CHANGED))));
    }

    /** Returns the hour of {@code 2009:05:31 17:04:59}. */
    private static OptionalInt hour(String time) {
        return time.matches("\\d{4}:\\d\\d:\\d\\d ([01]\\d|2[0-3]):\\d\\d:\\d\\d")
                        && !time.startsWith("0000")
                ? OptionalInt.of(Integer.parseInt(time.substring(11, 13)))
                : OptionalInt.empty();
    }

    Exif withOrientation(int other) {
        return new Exif(other, camera, hour);
    }

    private record Block(Bytes file, int start, int end, boolean little) {

        /** Returns where the entries of a directory are by their tags; the first of several. */
        Map<Integer, Integer> directory(long offset) {
            Map<Integer, Integer> entries = new HashMap<>();
            long at = start + offset;
            if (at + 2 > end) {
                return entries;
            }
            int count = u16((int) at);
            for (int i = 0; i < count; i++) {
                long entry = at + 2 + (long) i * ENTRY_BYTES;
                if (entry + ENTRY_BYTES > end) {
                    break;
                }
                entries.putIfAbsent(u16((int) entry), (int) entry);
            }
            return entries;
        }

        /** Returns the text of an entry, in one line; empty if there is none. */
        String text(Integer entry) {
            if (entry == null || u16(entry + 2) != TEXT) {
                return "";
            }
            long length = u32(entry + 4);
            long at = length <= 4 ? entry + 8 : start + u32(entry + 8);
            if (at + length > end) {
                return "";
            }
            String whole =
                    file.text(
                            (int) at, (int) Math.min(length, LONGEST), StandardCharsets.ISO_8859_1);
            return whole.split("\0", 2)[0].replaceAll("\\p{Cntrl}", " ").strip();
        }

        int u16(int at) {
            return little ? file.u16Little(at) : file.u16Big(at);
        }

        long u32(int at) {
            return little ? file.u32Little(at) : file.u32Big(at);
        }
    }
}
