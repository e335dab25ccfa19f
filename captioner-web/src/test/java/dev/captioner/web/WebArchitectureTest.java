package dev.captioner.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Set;

@AnalyzeClasses(packages = "dev.captioner.web", importOptions = DoNotIncludeTests.class)
class WebArchitectureTest {
    /** From top to bottom: each may depend on those after it, never on those before. */
    private static final List<String> ORDER = List.of(
            "dev.captioner.web",
            "dev.captioner.web.openai",
            "dev.captioner.web.inference",
            "dev.captioner.web.huggingface",
            "dev.captioner.web.api",
            "dev.captioner.web.request",
            "dev.captioner.web.jobs",
            "dev.captioner.web.events",
            "dev.captioner.web.body",
            "dev.captioner.web.operation",
            "dev.captioner.web.security",
            "dev.captioner.web.problem",
            "dev.captioner.web.serving",
            "dev.captioner.web.metrics",
            "dev.captioner.web.settings");

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

    /** The service's own API and the protocols of others stand side by side. */
    @ArchTest
    static final ArchRule protocolsDoNotUseEachOther = slices().matching("dev.captioner.web.(*)..")
            .namingSlices("$1")
            .as("protocols")
            .that(DescribedPredicate.describe(
                    "are protocols",
                    slice -> Set.of("api", "openai", "inference", "huggingface").contains(slice.getNamePart(1))))
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.captioner.web.(*)..").should().beFreeOfCycles();
}
