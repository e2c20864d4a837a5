package io.traceconnector.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the packages is the way of data: a package uses only those before it. */
class ArchitectureTest {

    private static final String BASE = "io.traceconnector.app";
    private static final List<String> ORDER = List.of(
            "config", "keys", "journal", "trace", "decrypt", "seal", "outbox", "stream", "modules", "callers", "audit",
            "http");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    static Stream<String> packages() {
        return ORDER.stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyPackagesBeforeIt(String name) {
        int index = ORDER.indexOf(name);
        String[] later = Stream.concat(
                        Stream.of(BASE),
                        IntStream.range(index + 1, ORDER.size()).mapToObj(i -> BASE + "." + ORDER.get(i) + ".."))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(BASE + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later)
                .because("the way of data goes through the packages in one direction")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        String[] placed = Stream.concat(Stream.of(BASE), ORDER.stream().map(name -> BASE + "." + name + ".."))
                .toArray(String[]::new);
        noClasses().should().resideOutsideOfPackages(placed).check(CLASSES);
    }

    @Test
    void onlyTheCompositionRootReadsTheConfigurationFile() {
        noClasses()
                .that()
                .resideInAnyPackage(ORDER.stream()
                        .skip(1)
                        .map(name -> BASE + "." + name + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".config..")
                .because("a component is handed its own record")
                .check(CLASSES);
    }

    @Test
    void noStateIsStatic() {
        noFields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .notBeFinal()
                .check(CLASSES);
    }
}
