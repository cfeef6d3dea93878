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

    @Test
    void plainPackagesKnowNoDjl() {
        for (String plain :
                in(
                        "org.tagzoo.zoo.score..",
                        "org.tagzoo.zoo.metric..",
                        "org.tagzoo.zoo.threshold..",
                        "org.tagzoo.zoo.network..",
                        "org.tagzoo.zoo.weights..",
                        "org.tagzoo.zoo.registry..",
                        "org.tagzoo.zoo.schedule..",
                        "org.tagzoo.app.ensemble..",
                        "org.tagzoo.app.evaluation..",
                        "org.tagzoo.app.export..",
                        "org.tagzoo.app.network..",
                        "org.tagzoo.app.recipe..",
                        "org.tagzoo.app.report..",
                        "org.tagzoo.app.progress..")) {
            noneIn(in(plain), "ai.djl..");
        }
    }

    @Test
    void onlyDatasetsForDjlKnowDjl() {
        noClasses()
                .that()
                .resideInAPackage("org.tagzoo.datasets..")
                .and()
                .resideOutsideOfPackage("org.tagzoo.datasets.dataset..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "org.tagzoo.datasets.dataset..")
                .check(CLASSES);
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
