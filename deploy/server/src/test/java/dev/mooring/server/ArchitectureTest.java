package dev.mooring.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mooring.deciding.Decider;
import dev.mooring.eventlog.forward.HttpCourier;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house. Each names packages that are there: a rule over nothing would always
 * hold.
 */
final class ArchitectureTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    // On the tests' class path alone, and a house of its own.
                    .withImportOption(location -> !location.contains("dev/mooring/sandbox/"))
                    .importPackages("dev.mooring");

    private static final String[] COMMAND_SIDE = {
        "dev.mooring.deciding..",
        "dev.mooring.connections..",
        "dev.mooring.authorizations..",
        "dev.mooring.linknames..",
        "dev.mooring.services..",
        "dev.mooring.workspaces..",
        "dev.mooring.usertokens..",
        "dev.mooring.authorizing..",
        "dev.mooring.oauth2..",
        "dev.mooring.credentials..",
        "dev.mooring.outbound..",
        "dev.mooring.ledger..",
        "dev.mooring.erasing.."
    };
    private static final String[] QUERY_SIDE = {"dev.mooring.query.."};
    private static final String[] SHARED_KERNEL = {
        "dev.mooring.language..",
        "dev.mooring.keys..",
        "dev.mooring.proofs..",
        "dev.mooring.eventlog..",
        "dev.mooring.api.."
    };

    @Test
    void commandSideAndQuerySideNeverDependOnEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage(there(COMMAND_SIDE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(there(QUERY_SIDE))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage(QUERY_SIDE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMMAND_SIDE)
                .check(HOUSE);
    }

    @Test
    void theSharedKernelDependsOnNeitherSide() {
        noClasses()
                .that()
                .resideInAnyPackage(there(SHARED_KERNEL))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(COMMAND_SIDE).or(resideInAnyPackage(QUERY_SIDE)))
                .check(HOUSE);
    }

    @Test
    void theLanguageDependsOnNothingOfOursAndOnNoFrameworkBeyondAnnotations() {
        noClasses()
                .that()
                .resideInAnyPackage(there("dev.mooring.language.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.mooring..")
                                .and(not(resideInAnyPackage("dev.mooring.language..")))
                                .or(
                                        resideInAnyPackage(
                                                "org.springframework..",
                                                "com.mongodb..",
                                                "org.slf4j..")))
                .check(HOUSE);
    }

    @Test
    void deciderAndStateArePure() {
        var deciders =
                HOUSE.that(assignableTo(Decider.class).and(not(JavaClass.Predicates.INTERFACES)));
        assertThat(deciders).hasSizeGreaterThan(5);
        classes()
                .that(assignableTo(Decider.class))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        "java.lang..",
                                        "java.util..",
                                        "java.time..",
                                        "java.net..",
                                        "org.jspecify..",
                                        "dev.mooring.language..",
                                        "dev.mooring.deciding..",
                                        "dev.mooring.connections..",
                                        "dev.mooring.authorizations..",
                                        "dev.mooring.linknames..",
                                        "dev.mooring.services..",
                                        "dev.mooring.workspaces..")
                                .and(not(assignableTo(InstantSource.class)))
                                .and(not(assignableTo(Clock.class)))
                                .and(not(assignableTo(java.util.Random.class))))
                .check(HOUSE);
        noClasses()
                .that(assignableTo(Decider.class))
                .should()
                .callMethod(Instant.class, "now")
                .check(HOUSE);
    }

    @Test
    void onlyAdaptersKnowAxon() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        there(
                                "dev.mooring.eventlog",
                                "dev.mooring.eventlog.format..",
                                "dev.mooring.eventlog.mongo..",
                                "dev.mooring.eventlog.processing..",
                                "dev.mooring.keys..",
                                "dev.mooring.api.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.axonframework..")
                .check(HOUSE);
    }

    @Test
    void onlyTheEventLogTouchesItsCollections() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.mooring.eventlog..", "dev.mooring.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(there("dev.mooring.eventlog.mongo.."))
                .check(HOUSE);
    }

    @Test
    void onlyCredentialsReadsTheVault() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.mooring.credentials..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(there("dev.mooring.credentials.vault.."))
                .check(HOUSE);
    }

    /** Security 10; between nodes: deploy/decisions/nodes-speak-to-each-other-directly.md. */
    @Test
    void whateverLeavesLeavesThroughOneClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(there("dev.mooring.outbound.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "java.net.http..",
                                        "org.apache.hc..",
                                        "reactor.netty.http.client..",
                                        "okhttp3..",
                                        "org.springframework.web.reactive.function.client..",
                                        "org.springframework.web.client..")
                                .or(assignableTo(java.net.URLConnection.class))
                                .or(assignableTo(java.net.Socket.class)))
                .check(
                        HOUSE.that(
                                not(resideInAnyPackage(
                                                "dev.mooring.eventlog.embedded..",
                                                "dev.mooring.eventlog.tck.."))
                                        .and(not(type(HttpCourier.class)))));
    }

    /** What goes to another node goes nowhere else: it is made in one place, for the log alone. */
    @Test
    void onlyNodesHaveACourierBetweenThem() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        there(
                                "dev.mooring.nodes..",
                                "dev.mooring.eventlog.forward..",
                                "dev.mooring.eventlog.tck.."))
                .should()
                .dependOnClassesThat(type(HttpCourier.class))
                .check(HOUSE);
    }

    @Test
    void jackson2IsNotOurs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mooring.api.reference..") // springdoc's own model
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
                .check(HOUSE);
    }

    @Test
    void noPackageOfASideRunsInACircle() {
        slices().matching("dev.mooring.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        HOUSE.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackage)
                .distinct()
                .forEach(of ->
                        assertThat(of.isAnnotatedWith(NullMarked.class))
                                .as(of.getName() + " has a package-info with @NullMarked")
                                .isTrue());
    }

    private static String[] there(String... packages) {
        Arrays.stream(packages)
                .forEach(name ->
                        assertThat(HOUSE.that(resideInAnyPackage(name)))
                                .as("classes in " + name)
                                .isNotEmpty());
        return packages;
    }
}
