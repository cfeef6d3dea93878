package org.tagzoo.datasets.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.json.CheckedJson;

class CharactersTest {

    @Test
    void theCommonestHaveNumbersAndTheRestOne() {
        // a and 😀 twice each, of which a comes first in Unicode; b and c once, of which b is
        // taken.
        Characters characters = Characters.of(Stream.of("ca", "😀a😀b"), 3);
        assertEquals("a😀b", characters.known());
        assertEquals(5, characters.count());
        assertArrayEquals(new int[] {1, 2, 3, 2, 3, 4}, characters.numbers("ca😀a😀b"));
        assertEquals("\ufffda😀", characters.text(0, 1, 2, 3));
    }

    @Test
    void textsEndWhereRowsDo() {
        Characters characters = new Characters("ab");
        assertArrayEquals(new float[] {0, 0, 2, 3}, characters.row("ab", 4));
        assertArrayEquals(new float[] {2, 3}, characters.row("abba", 2));
        assertArrayEquals(new float[] {0, 0}, characters.row("", 2));
        Characters pairs = new Characters("a😀");
        assertArrayEquals(new float[] {3, 3}, pairs.row("😀".repeat(3), 2));
        assertArrayEquals(new float[] {2, 3}, pairs.row("a😀😀", 2));
    }

    @Test
    void noCharacterComesTwice() {
        assertEquals(
                "characters must be at most 10000, each once, but is aba",
                assertThrows(IllegalArgumentException.class, () -> new Characters("aba"))
                        .getMessage());
    }

    /** JSON can say half a pair, as of a title cut off, but no file in UTF-8 can hold it. */
    @Test
    void halfAPairIsNotKnown() throws IOException {
        Characters characters = Characters.of(Stream.of("a\ud83d", "\ude00b"), 9);
        assertEquals("ab", characters.known());
        assertArrayEquals(new int[] {2, 1, 3}, characters.numbers("a\ud83db"));
        byte[] file = CheckedJson.indented(characters).getBytes(StandardCharsets.UTF_8);
        assertEquals(characters, CheckedJson.JSON.parse(file, "characters", Characters.class));
    }
}
