package dev.captioner.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a module's packages: a package may use itself and those after it, never those before.
 *
 * @param packages from top to bottom, as ArchUnit's package identifiers
 */
public record PackageOrder(List<String> packages) {
    /** An order, from top to bottom. */
    public static PackageOrder of(String... packages) {
        return new PackageOrder(List.of(packages));
    }

    /** Every class is in a package of the order. */
    public ArchRule hasAPlaceForEveryClass() {
        return classes().should().resideInAnyPackage(packages.toArray(String[]::new));
    }

    /** No package is used by one after it. */
    public ArchRule dependenciesPointDown() {
        return CompositeArchRule.of(IntStream.range(0, packages.size())
                .mapToObj(place -> (ArchRule) classes()
                        .that()
                        .resideInAPackage(packages.get(place))
                        .should()
                        .onlyHaveDependentClassesThat()
                        .resideInAnyPackage(packages.subList(0, place + 1).toArray(String[]::new)))
                .toList());
    }
}
