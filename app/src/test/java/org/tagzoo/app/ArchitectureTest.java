package org.tagzoo.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom: app uses zoo and datasets, zoo uses datasets, and nothing points back. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.tagzoo");

    /**
     * Fails too if no class is in the first packages, so that a rule can't outlive what it guards.
     */
    private static void noneIn(String[] packages, String... used) {
        noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(used)
                .check(CLASSES);
    }

    private static String[] in(String... packages) {
        return packages;
    }

    @Test
    void datasetsKnowsNothingAbove() {
        noneIn(in("org.tagzoo.datasets.."), "org.tagzoo.zoo..", "org.tagzoo.app..");
    }

    @Test
    void zooKnowsNoApp() {
        noneIn(in("org.tagzoo.zoo.."), "org.tagzoo.app..");
    }

    /** Datasets, networks, scores, metrics, recipes, reports and so on are plain Java. */
    @Test
    void djlIsKnownWhereItIsNeeded() {
        String[] djl =
                in(
                        "org.tagzoo.datasets.dataset..",
                        "org.tagzoo.zoo.loss..",
                        "org.tagzoo.zoo.optimizer..",
                        "org.tagzoo.zoo.schedule..",
                        "org.tagzoo.zoo.evaluator..",
                        "org.tagzoo.zoo.training..",
                        "org.tagzoo.zoo.task..",
                        "org.tagzoo.zoo.finetune..",
                        "org.tagzoo.zoo.embedding..",
                        "org.tagzoo.zoo.explain..",
                        "org.tagzoo.zoo.export..",
                        "org.tagzoo.zoo.modelzoo..",
                        "org.tagzoo.zoo.image..",
                        "org.tagzoo.zoo.index..",
                        "org.tagzoo.zoo.torchscript..",
                        "org.tagzoo.app.audit..",
                        "org.tagzoo.app.bench..",
                        "org.tagzoo.app.cli..",
                        "org.tagzoo.app.device..",
                        "org.tagzoo.app.comparison..",
                        "org.tagzoo.app.inference..",
                        "org.tagzoo.app.retrieval..");
        noClasses()
                .that()
                .resideInAPackage("org.tagzoo..")
                .and()
                .resideOutsideOfPackages(djl)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void corporaKnowNoDatasetsOfDjl() {
        noClasses()
                .that()
                .resideInAPackage("org.tagzoo.datasets..")
                .and()
                .resideOutsideOfPackage("org.tagzoo.datasets.dataset..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tagzoo.datasets.dataset..")
                .check(CLASSES);
    }

    @Test
    void theLibraryTrainsWithoutRunsAndRecipes() {
        noneIn(in("org.tagzoo.zoo.finetune.."), "org.tagzoo.app..");
        noneIn(
                in("org.tagzoo.app.recipe..", "org.tagzoo.app.report.."),
                "org.tagzoo.app.comparison..");
    }

    @Test
    void networksKnowNoTraining() {
        noneIn(
                in("org.tagzoo.zoo.network..", "org.tagzoo.zoo.torchscript.."),
                "org.tagzoo.zoo.training..",
                "org.tagzoo.zoo.embedding..",
                "org.tagzoo.zoo.registry..");
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("org.tagzoo.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
