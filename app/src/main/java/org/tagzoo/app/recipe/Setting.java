package org.tagzoo.app.recipe;

/** Refuses settings that are out of their range, all in one manner. */
final class Setting {

    private Setting() {}

    /**
     * @param name as a recipe writes it, such as {@code schedule.maxLr}
     * @param allowed what would be fine, in words
     * @throws RecipeException naming the setting, what is allowed and what came
     */
    static void require(String name, boolean fine, String allowed, Object received) {
        if (!fine) {
            throw new RecipeException("%s must be %s, not %s".formatted(name, allowed, received));
        }
    }
}
