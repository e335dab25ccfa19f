package dev.captioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.io.ObjectInputStream;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;

@AnalyzeClasses(packages = "dev.captioner", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the top of the house down: each may depend on those after it, never on those before. */
    private static final List<String> ORDER = List.of(
            "dev.captioner",
            "dev.captioner.train..",
            "dev.captioner.evaluate..",
            "dev.captioner.decode..",
            "dev.captioner.model..",
            "dev.captioner.encode..",
            "dev.captioner.bundle..",
            "dev.captioner.text..",
            "dev.captioner.image..",
            "dev.captioner.math..");

    @ArchTest
    static final ArchRule everyClassHasItsPlaceInTheOrder =
            classes().should().resideInAnyPackage(ORDER.toArray(String[]::new));

    @ArchTest
    static final ArchRule dependenciesPointDown = CompositeArchRule.of(ORDER.subList(1, ORDER.size()).stream()
            .map(ArchitectureTest::nothingAbove)
            .toList());

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.captioner.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingRunsCodeFromAFile = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ModelSerializer.class)
            .because("Java serialisation and Deeplearning4j's model zips execute what they contain");

    private static ArchRule nothingAbove(String place) {
        String[] above = ORDER.subList(0, ORDER.indexOf(place)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .allowEmptyShould(true);
    }
}
