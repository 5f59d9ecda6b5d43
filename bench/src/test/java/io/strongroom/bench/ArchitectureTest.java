package io.strongroom.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.strongroom.pkcs11.session.HsmStartException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds the shape of the whole. This module stands on top, so it sees all others; those that
/// make up the service are held more closely by `vault-api`'s test of the same name.
class ArchitectureTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.strongroom");

    @Test
    void every_module_is_seen() {
        for (String part :
                List.of(
                        "api",
                        "audit",
                        "bench",
                        "core",
                        "dev",
                        "localpostgres",
                        "pkcs11",
                        "postgres")) {
            assertThat(ALL.that(resideInAPackage("io.strongroom." + part + ".."))).isNotEmpty();
        }
    }

    @Test
    void packages_and_modules_have_no_cycles() {
        slices().matching("io.strongroom.(**)").should().beFreeOfCycles().check(ALL);
        slices().matching("io.strongroom.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void the_service_knows_neither_its_development_nor_its_measurement() {
        noClasses()
                .that(not(resideInAPackage("io.strongroom.dev..")))
                .and(not(resideInAPackage("io.strongroom.bench..")))
                .and(not(resideInAPackage("io.strongroom.localpostgres..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.strongroom.dev..",
                        "io.strongroom.bench..",
                        "io.strongroom.localpostgres..")
                .check(ALL);
    }

    @Test
    void the_local_database_knows_no_other_module() {
        noClasses()
                .that()
                .resideInAPackage("io.strongroom.localpostgres..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.strongroom..")
                                .and(not(resideInAPackage("io.strongroom.localpostgres.."))))
                .check(ALL);
    }

    /// What the others may import of the module: its entry, the ceremony, and why a start failed.
    @Test
    void the_hsm_is_used_through_its_entry_and_its_ceremony() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.strongroom.pkcs11..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.strongroom.pkcs11..")
                                .and(not(resideInAPackage("io.strongroom.pkcs11")))
                                .and(not(resideInAPackage("io.strongroom.pkcs11.root")))
                                .and(not(type(HsmStartException.class))))
                .check(ALL);
    }

    @Test
    void time_comes_from_outside() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ALL);
    }

    @Test
    void at_most_half_of_all_types_are_public() {
        List<JavaClass> types =
                ALL.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .toList();

        assertThat(types)
                .filteredOn(type -> type.getModifiers().contains(PUBLIC))
                .hasSizeLessThanOrEqualTo(types.size() / 2);
    }

    @Test
    void no_two_types_have_one_name() {
        assertThat(ALL.stream())
                .filteredOn(JavaClass::isTopLevelClass)
                .extracting(JavaClass::getSimpleName)
                .filteredOn(name -> !name.equals("package-info"))
                .doesNotHaveDuplicates();
    }

    @Test
    void names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
                .check(ALL);
    }
}
