package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.ModelNotFoundException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.zoo.network.Graph;

/**
 * One side of a stage of a network.
 *
 * @param isBefore whether it is what lies before the stage, else the stage and all that follows
 * @param stage its name
 */
record StagePart(boolean isBefore, String stage) {

    private static final Pattern FORM = Pattern.compile("\\s*(before|from)\\s+(\\S+)\\s*");

    /** Returns the argument {@code stage}; empty if it is not given. */
    static Optional<StagePart> cut(Arguments arguments) throws ModelNotFoundException {
        return of(
                "stage",
                "'before' or 'from' and the name of a stage, such as 'before layer4'",
                arguments);
    }

    /** Returns the argument {@code freeze}; empty if it is not given. */
    static Optional<StagePart> frozen(Arguments arguments) throws ModelNotFoundException {
        String allowed = "'before' and the name of the first stage that is trained";
        String form = allowed + ", such as 'before head'";
        Optional<StagePart> part = of("freeze", form, arguments);
        if (part.isPresent() && !part.get().isBefore) {
            throw Arguments.wrong("freeze", form, arguments.find("freeze").orElseThrow());
        }
        return part;
    }

    private static Optional<StagePart> of(String name, String form, Arguments arguments)
            throws ModelNotFoundException {
        Optional<Object> value = arguments.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Matcher text = FORM.matcher(value.get().toString());
        if (!text.matches()) {
            throw Arguments.wrong(name, form, value.get());
        }
        return Optional.of(new StagePart(text.group(1).equals("before"), text.group(2)));
    }

    /** Returns this part of a network. */
    Graph of(Graph whole) {
        return isBefore ? whole.before(stage) : whole.from(stage);
    }

    /** Returns the argument's own words. */
    @Override
    public String toString() {
        return (isBefore ? "before " : "from ") + stage;
    }
}
