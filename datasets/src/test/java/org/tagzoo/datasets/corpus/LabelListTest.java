package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelListTest {

    private static Optional<List<String>> brackets(String field) {
        return new LabelList(null).parse(field);
    }

    @Test
    void listsInBrackets() {
        assertEquals(Optional.of(List.of("a", "b c")), brackets("['a', 'b c']"));
        assertEquals(Optional.of(List.of("a, b", "it's")), brackets("[ \"a, b\" , 'it\\'s' ]"));
        assertEquals(Optional.of(List.of("Sci-Fi", "War")), brackets("[Sci-Fi, War]"));
        assertEquals(Optional.of(List.of()), brackets("[]"));
        assertEquals(Optional.of(List.of("a")), brackets("['a',]"));
        for (String nothing : List.of("['']", "[\"\"]", "[nan]", "[None]", "(null,)")) {
            assertEquals(Optional.of(List.of()), brackets(nothing), nothing);
            assertTrue(LabelList.isNone(nothing), nothing);
        }
        assertEquals(Optional.of(List.of("None", "nan")), brackets("['None', 'nan']"));
    }

    /** What Python's json.dumps and repr write. */
    @Test
    void escapedSignsAreRead() {
        assertEquals(Optional.of(List.of("caf\u00e9")), brackets("[\"caf\\u00e9\"]"));
        assertEquals(Optional.of(List.of("a\u00a0b")), brackets("['a\\xa0b']"));
        assertEquals(Optional.of(List.of("a b", "c")), brackets("['a\\nb', 'c\\t']"));
        assertEquals(
                Optional.of(List.of("\ud83d\ude00", "it's \\")),
                brackets("[\"\\ud83d\\ude00\", 'it\\'s \\\\']"));
    }

    @Test
    void brokenListsAreNone() {
        for (String field :
                List.of("a", "[", "['a]", "['a' b]", "['a',,'b']", "[{'a': 'b'}]", "['a\\']")) {
            assertEquals(Optional.empty(), brackets(field), field);
        }
    }

    @Test
    void theFormIsThatOfTheColumn() {
        assertEquals(new LabelList(null), LabelList.of(List.of("", "[a]")));
        assertEquals(new LabelList("|"), LabelList.of(List.of("a, b|c", "d")));
        assertEquals(new LabelList(","), LabelList.of(List.of("a, b", "c", "[d]")));
        assertEquals(Optional.of(List.of("a, b", "c")), new LabelList("|").parse("a, b | c |"));
        assertEquals(Optional.of(List.of("a", "b")), new LabelList(",").parse("a ,b"));
    }
}
