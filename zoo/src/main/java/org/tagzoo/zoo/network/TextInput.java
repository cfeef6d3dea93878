package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.Characters;

/**
 * A text, read character by character by a {@link Gru}, whose last state joins the features. A
 * missing text is an empty one; blanks around it don't count.
 *
 * @param column the field that it is
 * @param characters that are known
 * @param length how many characters are read, from the first, 1 to 1,000; the rest is left out
 * @param vector numbers that stand for a character, 1 to 1,024
 * @param hidden numbers of the state, 1 to 4,096
 * @param resetsBefore the unit's form, see {@link Gru}
 */
public record TextInput(
        String column,
        Characters characters,
        int length,
        int vector,
        int hidden,
        boolean resetsBefore)
        implements JoinedInput {

    public TextInput {
        Check.that(column != null && !column.isBlank(), "column", "the name of a column", column);
        Check.that(characters != null, "characters", "a text", characters);
        Check.within("length", length, 1, 1000);
        Check.within("vector", vector, 1, 1024);
        Check.within("hidden", hidden, 1, 4096);
    }

    @Override
    public String name() {
        return Input.TEXT;
    }

    @Override
    public int width() {
        return length;
    }

    @Override
    public List<String> fields() {
        return List.of(column);
    }

    @Override
    public float[] vector(Map<String, String> fields) {
        return characters.row(fields.getOrDefault(column, "").strip(), length);
    }

    @Override
    public Value features(Scope scope) {
        Scope own = scope.child(name());
        Value rows = scope.vector(name(), length);
        Value tokens = CharacterVectors.of(own.child("vectors"), rows, characters.count(), vector);
        return Gru.of(own.child("gru"), tokens, hidden, resetsBefore);
    }
}
