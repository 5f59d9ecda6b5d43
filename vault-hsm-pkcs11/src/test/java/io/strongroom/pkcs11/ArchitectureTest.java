package io.strongroom.pkcs11;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.strongroom.pkcs11.session.HsmStartException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What holds the shape of this module. The tests of the same name in `vault-api` and `bench` hold
/// it together with the other modules.
class ArchitectureTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.strongroom.pkcs11");

    /// As package-info draws them.
    private static final List<String> UPWARD =
            List.of(
                    "io.strongroom.pkcs11.cryptoki",
                    "io.strongroom.pkcs11.session",
                    "io.strongroom.pkcs11.key",
                    "io.strongroom.pkcs11.probe",
                    "io.strongroom.pkcs11.root",
                    "io.strongroom.pkcs11");

    private static final Set<String> FOR_OTHER_MODULES =
            Set.of("io.strongroom.pkcs11", "io.strongroom.pkcs11.root");

    @Test
    void packages_import_only_those_below_them() {
        assertThat(ALL.stream()).extracting(JavaClass::getPackageName).hasSameElementsAs(UPWARD);
        for (int i = 0; i < UPWARD.size(); i++) {
            List<String> above = UPWARD.subList(i + 1, UPWARD.size());
            noClasses()
                    .that()
                    .resideInAPackage(UPWARD.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }

    @Test
    void classes_of_a_package_form_no_cycle_with_another_package() {
        slices().matching("io.strongroom.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void what_packages_do_with_native_memory_stays_in_the_native_port() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.strongroom.pkcs11.cryptoki")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(ALL);
    }

    /// What other modules may import is held by the test of the same name in `bench`.
    @Test
    void other_modules_can_reach_at_most_a_quarter_of_the_types() {
        List<JavaClass> types = types();

        assertThat(types)
                .filteredOn(type -> type.getModifiers().contains(PUBLIC))
                .filteredOn(type ->
                        FOR_OTHER_MODULES.contains(type.getPackageName())
                                || type.isEquivalentTo(HsmStartException.class))
                .hasSizeLessThanOrEqualTo(types.size() / 4);
    }

    /// As in the other modules, whose rule leaves the core out for the same reason.
    @Test
    void at_most_half_of_the_types_above_the_native_port_are_public() {
        List<JavaClass> types = types(Predicate.not(ArchitectureTest::isOfNativePort));

        assertThat(types)
                .as("the native port is left out: its types are words that all packages speak")
                .filteredOn(type -> type.getModifiers().contains(PUBLIC))
                .hasSizeLessThanOrEqualTo(types.size() / 2);
    }

    @Test
    void at_most_three_in_four_types_of_the_native_port_are_public() {
        List<JavaClass> types = types(ArchitectureTest::isOfNativePort);

        assertThat(types)
                .as(
                        "constants, templates and mechanisms of PKCS#11, the session and its"
                                + " exception are spoken above; what calls the module is not")
                .filteredOn(type -> type.getModifiers().contains(PUBLIC))
                .hasSizeLessThanOrEqualTo(types.size() * 3 / 4);
    }

    private static boolean isOfNativePort(JavaClass type) {
        return type.getPackageName().equals("io.strongroom.pkcs11.cryptoki");
    }

    private static List<JavaClass> types(Predicate<JavaClass> which) {
        return types().stream().filter(which).toList();
    }

    private static List<JavaClass> types() {
        return ALL.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }
}
