package dev.captioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.captioner.testing.PackageOrder;
import java.io.ObjectInputStream;
import org.deeplearning4j.util.ModelSerializer;

@AnalyzeClasses(
        packages = "dev.captioner",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.WithoutFixtures.class})
class ArchitectureTest {
    /** Leaves out captioner-testing, which is on the class path of the tests. */
    static final class WithoutFixtures implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("captioner-testing");
        }
    }

    private static final PackageOrder ORDER = PackageOrder.of(
            "dev.captioner.publish..",
            "dev.captioner.heatmap..",
            "dev.captioner",
            "dev.captioner.train..",
            "dev.captioner.evaluate..",
            "dev.captioner.decode..",
            "dev.captioner.model.nd4j..",
            "dev.captioner.model.training..",
            "dev.captioner.model.inference..",
            "dev.captioner.model",
            "dev.captioner.encode..",
            "dev.captioner.bundle..",
            "dev.captioner.text..",
            "dev.captioner.image..",
            "dev.captioner.math..",
            "dev.captioner.file..",
            "dev.captioner.api..");

    /** Models are served by plain Java alone: no inference code may need ND4J, directly or through training. */
    @ArchTest
    static final ArchRule inferenceNeedsNoNd4j = noClasses()
            .that()
            .resideInAnyPackage("dev.captioner.model", "dev.captioner.model.inference..", "dev.captioner.decode..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

    @ArchTest
    static final ArchRule everyClassHasItsPlaceInTheOrder = ORDER.hasAPlaceForEveryClass();

    @ArchTest
    static final ArchRule dependenciesPointDown = ORDER.dependenciesPointDown();

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
}
