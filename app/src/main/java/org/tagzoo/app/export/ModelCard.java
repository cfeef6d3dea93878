package org.tagzoo.app.export;

/**
 * {@code README.md} of an export, with YAML at its head as model hubs read it: corpus, figures,
 * thresholds, weights' origin and licence, training, what was not tested, and how to load it.
 */
final class ModelCard {

    /** Its name in an export. */
    static final String FILE = "README.md";

    private ModelCard() {}

    static String render(CardFacts facts) {
        return CardFrontMatter.render(facts)
                + "\n# "
                + Markdown.name(facts.row().name())
                + (facts.thresholds().isPresent()
                                ? "\n\nAttaches any number of %d labels to an image.\n\n"
                                : "\n\nGives an image one of %d classes.\n\n")
                        .formatted(facts.network().labels().size())
                + CardFigures.render(facts)
                + "\n"
                + CardLimits.render(facts)
                + "\n"
                + CardTraining.render(facts)
                + "\n"
                + CardUse.render(facts.network(), facts.task());
    }
}
