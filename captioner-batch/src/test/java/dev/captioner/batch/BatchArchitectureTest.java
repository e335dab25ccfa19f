package dev.captioner.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.captioner.testing.PackageOrder;

@AnalyzeClasses(packages = "dev.captioner.batch", importOptions = DoNotIncludeTests.class)
class BatchArchitectureTest {
    private static final PackageOrder ORDER = PackageOrder.of(
            "dev.captioner.batch.job",
            "dev.captioner.batch.store",
            "dev.captioner.batch.target",
            "dev.captioner.batch.sheet",
            "dev.captioner.batch.source");

    @ArchTest
    static final ArchRule everyClassHasItsPlaceInTheOrder = ORDER.hasAPlaceForEveryClass();

    @ArchTest
    static final ArchRule dependenciesPointDown = ORDER.dependenciesPointDown();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.captioner.batch.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sourcesAndTargetsKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage("dev.captioner.batch.source", "dev.captioner.batch.target")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..");
}
