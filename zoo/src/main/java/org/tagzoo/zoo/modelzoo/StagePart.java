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

    /**
     * Returns an argument; empty if it is not given.
     *
     * @param form how it must be written
     * @param maySayFrom whether it may be a stage and all that follows
     */
    static Optional<StagePart> of(String name, String form, boolean maySayFrom, Arguments arguments)
            throws ModelNotFoundException {
        Optional<Object> value = arguments.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Matcher text = FORM.matcher(value.get().toString());
        boolean isBefore = text.matches() && text.group(1).equals("before");
        if (!text.matches() || !(isBefore || maySayFrom)) {
            throw Arguments.wrong(name, form, value.get());
        }
        return Optional.of(new StagePart(isBefore, text.group(2)));
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
