package org.tagzoo.app.comparison;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.metadata.MetadataFit;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;

/**
 * What is known of a corpus's images besides pixels and labels, and what a recipe takes of that.
 */
public final class KnownColumns {

    private KnownColumns() {}

    /** Returns what is known of each image. */
    static List<Map<String, String>> of(List<TaggedImage> images) {
        return images.stream().map(TaggedImage::known).toList();
    }

    /**
     * Returns a corpus whose hash is also of the columns that a recipe takes. What is known of
     * files is in their content.
     */
    public static ScannedCorpus hashed(ScannedCorpus scanned, Recipe recipe) {
        Set<String> columns = new TreeSet<>();
        recipe.possible().forEach(row -> columns.addAll(row.columns()));
        recipe.models().forEach(model -> columns.addAll(model.features()));
        columns.removeAll(FileFacts.FIELDS);
        columns.removeAll(MetadataFit.GROUPS.keySet());
        if (columns.isEmpty()) {
            return scanned;
        }
        Sha256 hash = new Sha256().add(scanned.hash());
        for (TaggedImage image : scanned.corpus().images()) {
            Map<String, String> known = new TreeMap<>(image.known());
            known.keySet().retainAll(columns);
            hash.add(CheckedJson.line(known));
        }
        return scanned.withHash(hash.hex());
    }

    /**
     * Checks, before anything is trained, that the corpus has what rows and yardsticks take.
     *
     * @throws RecipeException naming the first that can't be trained
     */
    static void check(Recipe recipe, SplitCorpus corpus) {
        List<Map<String, String>> training = of(corpus.images(Part.TRAIN));
        String of = "row";
        String name = "";
        try {
            for (RowRecipe row : recipe.possible()) {
                name = row.name();
                if (row.metadata() != null) {
                    row.metadata().of(training, line -> {});
                }
                if (row.text() != null) {
                    row.text().of(training);
                }
            }
            of = "yardstick";
            for (Yardsticks.Model model : recipe.models()) {
                name = model.name();
                if (!model.features().isEmpty()) {
                    new MetadataFit(model.features(), Set.of(), false).to(training, line -> {});
                }
            }
        } catch (IllegalArgumentException e) {
            throw new RecipeException("%s '%s': %s".formatted(of, name, e.getMessage()));
        }
    }
}
