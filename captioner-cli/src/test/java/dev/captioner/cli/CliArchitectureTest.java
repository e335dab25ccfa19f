package dev.captioner.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.captioner.testing.PackageOrder;
import picocli.CommandLine.Command;

@AnalyzeClasses(packages = "dev.captioner.cli", importOptions = DoNotIncludeTests.class)
class CliArchitectureTest {
    private static final PackageOrder ORDER = PackageOrder.of(
            "dev.captioner.cli",
            "dev.captioner.cli.caption",
            "dev.captioner.cli.question",
            "dev.captioner.cli.batch",
            "dev.captioner.cli.train",
            "dev.captioner.cli.evaluate",
            "dev.captioner.cli.model",
            "dev.captioner.cli.options",
            "dev.captioner.cli.files",
            "dev.captioner.cli.console");

    @ArchTest
    static final ArchRule everyClassIsInAPackageOfTheOrder = ORDER.hasAPlaceForEveryClass();

    @ArchTest
    static final ArchRule dependenciesPointDown = ORDER.dependenciesPointDown();

    @ArchTest
    static final ArchRule commandsDoNotDependOnEachOther = slices().matching(
                    "dev.captioner.cli.(caption|question|batch|train|evaluate)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule sharedPackagesHaveNoCommands = noClasses()
            .that()
            .resideInAnyPackage("dev.captioner.cli.options", "dev.captioner.cli.files", "dev.captioner.cli.console")
            .should()
            .beAnnotatedWith(Command.class);

    @ArchTest
    static final ArchRule allOutputGoesThroughTheConsole = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output carries results only, in UTF-8, and tests replace both streams");
}
