package dev.captioner.web;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.captioner.testing.PackageOrder;
import java.util.Set;

@AnalyzeClasses(packages = "dev.captioner.web", importOptions = DoNotIncludeTests.class)
class WebArchitectureTest {
    private static final PackageOrder ORDER = PackageOrder.of(
            "dev.captioner.web",
            "dev.captioner.web.openai",
            "dev.captioner.web.inference",
            "dev.captioner.web.huggingface",
            "dev.captioner.web.api",
            "dev.captioner.web.request",
            "dev.captioner.web.jobs",
            "dev.captioner.web.events",
            "dev.captioner.web.body",
            "dev.captioner.web.connection",
            "dev.captioner.web.operation",
            "dev.captioner.web.security",
            "dev.captioner.web.problem",
            "dev.captioner.web.serving",
            "dev.captioner.web.metrics",
            "dev.captioner.web.settings");

    @ArchTest
    static final ArchRule everyClassHasItsPlaceInTheOrder = ORDER.hasAPlaceForEveryClass();

    @ArchTest
    static final ArchRule dependenciesPointDown = ORDER.dependenciesPointDown();

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
