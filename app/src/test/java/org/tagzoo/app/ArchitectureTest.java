package org.tagzoo.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom: app uses zoo and datasets, zoo uses datasets, and nothing points back. */
@AnalyzeClasses(packages = "org.tagzoo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule datasetsKnowsNothingAbove =
            noClasses()
                    .that()
                    .resideInAPackage("org.tagzoo.datasets..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.tagzoo.zoo..", "org.tagzoo.app..", "org.tagzoo.benchmarks..");

    @ArchTest
    static final ArchRule zooKnowsNoApp =
            noClasses()
                    .that()
                    .resideInAPackage("org.tagzoo.zoo..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.tagzoo.app..", "org.tagzoo.benchmarks..");

    @ArchTest
    static final ArchRule plainPackagesKnowNoDjl =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.tagzoo.zoo.score..",
                            "org.tagzoo.zoo.metric..",
                            "org.tagzoo.zoo.threshold..",
                            "org.tagzoo.zoo.network..",
                            "org.tagzoo.zoo.weights..",
                            "org.tagzoo.zoo.registry..",
                            "org.tagzoo.zoo.schedule..",
                            "org.tagzoo.datasets..",
                            "org.tagzoo.app.recipe..",
                            "org.tagzoo.app.report..",
                            "org.tagzoo.app.progress..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule networksKnowNoTraining =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.tagzoo.zoo.network..", "org.tagzoo.zoo.torchscript..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.tagzoo.zoo.training..",
                            "org.tagzoo.zoo.embedding..",
                            "org.tagzoo.zoo.registry..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("org.tagzoo.(**)").should().beFreeOfCycles();
}
