package dev.mooring.language.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.UrlVariables.Place;
import dev.mooring.language.service.UrlVariables.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 12: a value fills one label or one segment, and leads nowhere else. */
class UrlVariablesTest {

    private static final String HOST = "https://{x}.acme.example:8443/token";
    private static final String PATH = "https://acme.example/{x}/token?v=1";

    @Test
    void whereAVariableStandsIsTold() {
        assertThat(UrlVariables.in(HOST))
                .containsExactly(new Variable("x", Place.LABEL, "acme.example"));
        assertThat(UrlVariables.in(PATH)).containsExactly(new Variable("x", Place.SEGMENT, ""));
        assertThat(UrlVariables.in("https://{x}.eu.{y}.acme.example/{x}"))
                .containsExactly(
                        new Variable("x", Place.LABEL, "acme.example"),
                        new Variable("y", Place.LABEL, "acme.example"),
                        new Variable("x", Place.SEGMENT, ""));
        assertThat(UrlVariables.in("https://acme.example/token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "acme-1", "0", "xn--bcher-kva"})
    void security_12_aLabelIsFilled(String value) {
        assertThat(UrlVariables.fill(HOST, Map.of("x", value)))
                .isEqualTo("https://" + value + ".acme.example:8443/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.b",
                "-a",
                "a-",
                "A",
                "a_b",
                "a/b",
                "a:b",
                "a@b",
                "a#",
                "a?",
                "a%2e",
                "{x}",
                "é",
                "a b",
                "a\\b",
                "a\n",
                "$0",
                "evil.example/",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void security_12_whatIsNoLabelIsRefused(String value) {
        refuses(HOST, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c~d-1", "...", ".a"})
    void security_12_aSegmentIsFilled(String value) {
        assertThat(UrlVariables.fill(PATH, Map.of("x", value)))
                .isEqualTo("https://acme.example/" + value + "/token?v=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "%2e%2e", "a?b", "a#b", "a\\b", "a;b", "é", "$0"})
    void security_12_whatIsNoSegmentIsRefused(String value) {
        refuses(PATH, value);
    }

    @Test
    void security_12_theValuesOfAConnectionAreCheckedWhenTheyAreChosen() {
        var definition =
                new ServiceDefinition(
                        "Acme",
                        "acme",
                        "",
                        "",
                        new Auth.Bearer(),
                        List.of(),
                        List.of(HOST),
                        List.of(
                                new ParameterDefinition("x", "X", ".*", true, null, false),
                                new ParameterDefinition("y", "Y", ".*", true, null, false)));

        assertThat(definition.urlParameters(Map.of("x", "eu", "y", "A/b")))
                .isEqualTo(Map.of("x", "eu"));
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () ->
                                                definition.chooseParameters(
                                                        Map.of("x", "evil.example/", "y", "b")))
                                .code())
                .isEqualTo(ErrorCode.PARAMETER_INVALID);
    }

    private static void refuses(String url, String value) {
        var refusal =
                catchThrowableOfType(
                        Refusal.class, () -> UrlVariables.fill(url, Map.of("x", value)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID);
        assertThat(refusal.detail()).contains("the parameter x has to be one");
        if (!value.isEmpty() && value.length() > 3) {
            assertThat(refusal.detail()).doesNotContain(value);
        }
    }
}
