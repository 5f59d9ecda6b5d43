package io.strongroom.api;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import io.strongroom.audit.ChainedAuditTrail;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds the shape of the modules that make up the service.
class ArchitectureTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .withImportOption(location -> !location.contains("local-postgres"))
                    .importPackages("io.strongroom");

    /// As docs/architecture.md draws them.
    private static final List<String> CORE_UPWARD =
            List.of(
                    "io.strongroom.core.identity",
                    "io.strongroom.core",
                    "io.strongroom.core.state",
                    "io.strongroom.core.permission",
                    "io.strongroom.core.crypto",
                    "io.strongroom.core.crypto.software",
                    "io.strongroom.core.audit",
                    "io.strongroom.core.operation",
                    "io.strongroom.core.recovery",
                    "io.strongroom.core.rotation",
                    "io.strongroom.core.budget",
                    "io.strongroom.core.vault",
                    "io.strongroom.core.access",
                    "io.strongroom.core.backup",
                    "io.strongroom.core.schedule",
                    "io.strongroom.core.event",
                    "io.strongroom.core.key",
                    "io.strongroom.core.administration",
                    "io.strongroom.core.blocking");

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
                .resideOutsideOfPackage("io.strongroom.postgres..")
                .and()
                .doNotBelongToAnyOf(StartFailure.class)
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
    void modules_import_only_along_their_arrows() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.strongroom..")
                .layer("api")
                .definedBy("io.strongroom.api..")
                .layer("postgres")
                .definedBy("io.strongroom.postgres..")
                .layer("pkcs11")
                .definedBy("io.strongroom.pkcs11..")
                .layer("audit")
                .definedBy("io.strongroom.audit..")
                .layer("core")
                .definedBy("io.strongroom.core..")
                .whereLayer("api")
                .mayOnlyAccessLayers("postgres", "pkcs11", "audit", "core")
                .whereLayer("postgres")
                .mayOnlyAccessLayers("audit", "core")
                .whereLayer("pkcs11")
                .mayOnlyAccessLayers("core")
                .whereLayer("audit")
                .mayOnlyAccessLayers("core")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitectureIgnoring("io.strongroom")
                .check(ALL);
    }

    @Test
    void only_the_deployable_knows_spring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.strongroom.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .check(ALL);
    }

    @Test
    void the_hsm_and_the_log_know_no_json() {
        noClasses()
                .that()
                .resideInAnyPackage("io.strongroom.pkcs11..", "io.strongroom.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(ALL);
    }

    @Test
    void packages_and_modules_have_no_cycles() {
        slices().matching("io.strongroom.(**)").should().beFreeOfCycles().check(ALL);
        slices().matching("io.strongroom.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void packages_of_the_core_import_only_what_lies_below_them() {
        assertThat(ALL.that(resideInAPackage("io.strongroom.core..")).stream())
                .extracting(JavaClass::getPackageName)
                .hasSameElementsAs(CORE_UPWARD);
        for (int i = 0; i < CORE_UPWARD.size(); i++) {
            List<String> above = CORE_UPWARD.subList(i + 1, CORE_UPWARD.size());
            noClasses()
                    .that()
                    .resideInAPackage(CORE_UPWARD.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above.toArray(String[]::new))
                    .check(ALL);
        }
    }

    @Test
    void no_method_of_a_use_case_has_more_than_five_parameters() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "io.strongroom.core.key..",
                        "io.strongroom.core.administration..",
                        "io.strongroom.core.access..",
                        "io.strongroom.core.operation..")
                .should(haveAtMostFiveParameters())
                .check(ALL);
    }

    @Test
    void those_in_charge_and_those_who_use_keys_do_not_meet() {
        noClasses()
                .that()
                .resideInAPackage("io.strongroom.core.administration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.strongroom.core.key..")
                .check(ALL);
    }

    @Test
    void adapters_decide_nothing() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.strongroom.pkcs11..",
                        "io.strongroom.audit..",
                        "io.strongroom.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.strongroom.core.access..", "io.strongroom.core.administration..")
                .check(ALL);
    }

    /// But for the core: its types are the words that all others speak. The HSM's module has
    /// packages of its own, and a test of its own that counts what other modules can reach.
    @ParameterizedTest
    @ValueSource(strings = {"audit", "postgres", "api"})
    void at_most_half_of_the_types_are_public(String part) {
        List<JavaClass> types =
                ALL.that(resideInAPackage("io.strongroom." + part + "..")).stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .toList();

        assertThat(types)
                .filteredOn(type -> type.getModifiers().contains(PUBLIC))
                .hasSizeLessThanOrEqualTo(types.size() / 2);
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
    void no_two_types_of_the_service_have_one_name() {
        assertThat(ALL.that(resideInAPackage("io.strongroom.api..")).stream())
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
    void only_what_can_be_answered_is_caught() {
        noCodeUnits().should(catchAnything()).check(ALL);
    }

    @Test
    void no_string_holds_what_opens_keys() {
        noMembers()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.strongroom.core.crypto..", "io.strongroom.pkcs11..")
                .and()
                .haveNameMatching("(?i).*(pin|password|secret).*")
                .should(beText())
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

    private static ArchCondition<JavaMethod> haveAtMostFiveParameters() {
        return ArchCondition.from(
                DescribedPredicate.describe(
                        "have at most five parameters",
                        method -> method.getRawParameterTypes().size() <= 5));
    }

    private static ArchCondition<JavaCodeUnit> catchAnything() {
        return ArchCondition.from(
                DescribedPredicate.describe(
                        "catch Exception",
                        code ->
                                code.getTryCatchBlocks().stream()
                                        .flatMap(block -> block.getCaughtThrowables().stream())
                                        .anyMatch(type -> type.isEquivalentTo(Exception.class))));
    }

    private static ArchCondition<JavaMember> beText() {
        return ArchCondition.from(
                DescribedPredicate.describe(
                        "be text",
                        member ->
                                switch (member) {
                                    case JavaField field -> isText(field.getRawType());
                                    case JavaMethod method -> isText(method.getRawReturnType());
                                    default -> false;
                                }));
    }

    private static boolean isText(JavaClass type) {
        return type.isAssignableTo(CharSequence.class);
    }

    /// The audit trail puts its own module together.
    private static DescribedPredicate<JavaClass> wiring() {
        return DescribedPredicate.describe(
                "wiring",
                type ->
                        type.getSimpleName().endsWith("Wiring")
                                || type.isEquivalentTo(ChainedAuditTrail.class));
    }
}
