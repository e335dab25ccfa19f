package dev.captioner.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

@AnalyzeClasses(packages = "dev.captioner.batch", importOptions = DoNotIncludeTests.class)
class BatchArchitectureTest {
    /** From the top of the house down: each may be used by those before it only. */
    private static final List<String> ORDER = List.of(
            "dev.captioner.batch.job",
            "dev.captioner.batch.store",
            "dev.captioner.batch.target",
            "dev.captioner.batch.source");

    @ArchTest
    static final ArchRule everyClassHasItsPlaceInTheOrder =
            classes().should().resideInAnyPackage(ORDER.toArray(String[]::new));

    @ArchTest
    static final ArchRule dependenciesPointDown = CompositeArchRule.of(ORDER.stream()
            .map(place -> (ArchRule) classes()
                    .that()
                    .resideInAPackage(place)
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage(
                            ORDER.subList(0, ORDER.indexOf(place) + 1).toArray(String[]::new)))
            .toList());

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
