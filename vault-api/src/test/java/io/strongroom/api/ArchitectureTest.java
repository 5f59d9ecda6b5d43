package io.strongroom.api;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.strongroom.audit.PostgresAuditTrail;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What holds the shape of the modules that make up the service.
class ArchitectureTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .withImportOption(location -> !location.contains("local-postgres"))
                    .importPackages("io.strongroom");

    @Test
    void the_core_knows_no_technology() {
        noClasses()
                .that()
                .resideInAPackage("io.strongroom.core..")
                .should()
                .dependOnClassesThat(
                        not(
                                resideInAnyPackage(
                                        "java.lang",
                                        "java.lang.invoke",
                                        "java.lang.runtime",
                                        "java.io",
                                        "java.math",
                                        "java.nio",
                                        "java.nio.charset",
                                        "java.security..",
                                        "javax.crypto..",
                                        "java.time..",
                                        "java.util..",
                                        "org.jspecify.annotations",
                                        "io.strongroom.core..",
                                        "org.bouncycastle..")))
                .check(ALL);
    }

    @Test
    void bouncy_castle_stays_in_software_cryptography() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.strongroom.core.crypto.software..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(ALL);
    }

    @Test
    void sql_stays_in_the_adapters_of_the_database() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.strongroom.postgres..", "io.strongroom.audit..")
                .and()
                .doNotBelongToAnyOf(StartFailureReporter.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..")
                .check(ALL);
    }

    @Test
    void native_memory_stays_behind_the_native_port() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.strongroom.pkcs11.cryptoki..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(ALL);
    }

    @Test
    void adapters_do_not_know_each_other() {
        slices().matching("io.strongroom.(pkcs11|audit|postgres)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("io.strongroom.postgres.."),
                        resideInAPackage("io.strongroom.audit.."))
                .check(ALL);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.strongroom.core..",
                        "io.strongroom.pkcs11..",
                        "io.strongroom.audit..",
                        "io.strongroom.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.strongroom.api..")
                .check(ALL);
    }

    @Test
    void the_hsm_and_the_log_know_no_spring() {
        noClasses()
                .that()
                .resideInAnyPackage("io.strongroom.pkcs11..", "io.strongroom.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "tools.jackson..")
                .check(ALL);
    }

    @Test
    void modules_and_the_packages_of_the_service_have_no_cycles() {
        slices().matching("io.strongroom.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.strongroom.api.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void planes_are_known_to_the_wiring_only() {
        for (String plane : new String[] {"control", "data", "officer"}) {
            String itself = "io.strongroom.api." + plane + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackages(itself, "io.strongroom.api")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(itself)
                    .check(ALL);
        }
    }

    @Test
    void names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
                .check(ALL);
    }

    @Test
    void time_and_chance_come_from_outside() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ALL);
        noClasses()
                .that(are(not(wiring())))
                .should()
                .callConstructor(SecureRandom.class)
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(ALL);
    }

    @Test
    void every_package_says_what_may_be_null() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : ALL) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }

        assertThat(unmarked).isEmpty();
    }

    @Test
    void settings_are_records() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Settings")
                .and()
                .doNotBelongToAnyOf(RequiredSettings.class)
                .should()
                .beRecords()
                .check(ALL);
    }

    /// The audit trail puts its own module together.
    private static DescribedPredicate<JavaClass> wiring() {
        return DescribedPredicate.describe(
                "wiring",
                type ->
                        type.getSimpleName().endsWith("Wiring")
                                || type.isEquivalentTo(PostgresAuditTrail.class));
    }
}
