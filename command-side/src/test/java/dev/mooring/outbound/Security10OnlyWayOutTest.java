package dev.mooring.outbound;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** security.md 10: nothing else in here opens a connection. */
class Security10OnlyWayOutTest {

    private static final List<String> CLIENTS =
            List.of(
                    "java.net.http.",
                    "java.net.Socket",
                    "java.net.HttpURLConnection",
                    "java.net.URLConnection",
                    "java.nio.channels.SocketChannel",
                    "java.nio.channels.AsynchronousSocketChannel",
                    "javax.net.ssl.SSLSocket",
                    "org.apache.hc.",
                    "org.apache.http.",
                    "okhttp3.",
                    "reactor.netty.http.client.",
                    "org.springframework.web.client.",
                    "org.springframework.web.reactive.function.client.",
                    "com.nimbusds.jose.util.DefaultResourceRetriever",
                    "com.nimbusds.jose.jwk.source.RemoteJWKSet",
                    "com.nimbusds.jose.jwk.source.JWKSourceBuilder");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("event-log-tck"))
                        .importPackages("dev.mooring");
    }

    @Test
    void security_10_thereIsSomethingToGuard() {
        assertThat(classes.contain(HttpOutbound.class)).isTrue();
        assertThat(classes.stream().filter(type -> !isOutbound(type.getPackageName())))
                .hasSizeGreaterThan(50);
    }

    /** Between nodes alone commits go by another (deploy/decisions). */
    @Test
    void security_10_noOtherHttpClientIsUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mooring.outbound..")
                .and()
                .doNotHaveFullyQualifiedName("dev.mooring.eventlog.forward.HttpCourier")
                .should()
                .dependOnClassesThat(
                        describe(
                                "open connections",
                                type -> CLIENTS.stream().anyMatch(type.getName()::startsWith)))
                .check(classes);
    }

    @Test
    void security_10_noUrlIsOpened() {
        noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "opens a URL",
                                call ->
                                        call.getTargetOwner().isEquivalentTo(URL.class)
                                                && call.getName().startsWith("open")))
                .check(classes);
    }

    /** Nimbus builds messages; {@code send} would open connections past all rules. */
    @Test
    void security_10_noMessageOfNimbusSendsItself() {
        noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "sends by Nimbus",
                                call ->
                                        call.getTargetOwner()
                                                        .getPackageName()
                                                        .startsWith("com.nimbusds")
                                                && (call.getName().equals("send")
                                                        || call.getName()
                                                                .equals("toHttpURLConnection"))))
                .check(classes);
    }

    private static boolean isOutbound(String name) {
        return name.startsWith("dev.mooring.outbound");
    }
}
