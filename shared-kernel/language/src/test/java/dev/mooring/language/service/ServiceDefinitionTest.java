package dev.mooring.language.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.ScopeDefinition.Access;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServiceDefinitionTest {

    private static final Auth.OAuth2AuthorizationCode CODE =
            new Auth.OAuth2AuthorizationCode(
                    "https://acme.example/authorize",
                    "https://acme.example/token",
                    null,
                    null,
                    null,
                    "https://acme.example",
                    null,
                    false,
                    Auth.ClientAuthentication.BASIC,
                    Auth.Pkce.S256,
                    Auth.Rotation.UNKNOWN,
                    " ",
                    Map.of(),
                    Map.of());

    private static final ServiceDefinition ACME =
            new ServiceDefinition(
                    "Acme",
                    "acme",
                    "",
                    "crm",
                    CODE,
                    List.of(
                            new ScopeDefinition(
                                    "write", "Change", List.of(Access.UPDATE), List.of("read")),
                            new ScopeDefinition("read", "Read", List.of(Access.READ), List.of())),
                    List.of("https://api.acme.example"),
                    List.of(
                            new ParameterDefinition("region", "Region", "eu|us", true, null, true),
                            new ParameterDefinition(
                                    "tier", "Tier", "[a-z]+", false, "free", false)));

    @Test
    void impliedScopesComeAlongEachOnceInCodePointOrder() {
        assertThat(ACME.chooseScopes(List.of("write", "write"))).containsExactly("read", "write");
    }

    @Test
    void anUnknownScopeIsRefused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ACME.chooseScopes(List.of("admin")))
                .satisfies(
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SCOPE_UNKNOWN));
    }

    @Test
    void parametersAreNormalisedAndDefaultsFilled() {
        assertThat(ACME.chooseParameters(Map.of("region", "EU")))
                .isEqualTo(Map.of("region", "eu", "tier", "free"));
    }

    @Test
    void undeclaredMissingAndMalformedParametersAreRefused() {
        refused(Map.of("region", "eu", "zone", "1"));
        refused(Map.of());
        refused(Map.of("region", "eu1"));
    }

    @Test
    void theFingerprintIsMadeOverCanonicalJson() {
        assertThat(configuration("client", CODE).canonical())
                .isEqualTo(
                        """
                        {"auth":{"authorizeUrl":"https://acme.example/authorize","baseUrls":["https://api.acme.example"],\
                        "clientId":"client","issuer":"https://acme.example","tokenUrl":"https://acme.example/token",\
                        "type":"oauth2_authorization_code"},"parameters":{"region":"eu"},"registration":"reg_1",\
                        "scopes":["read","write"],"user":"usr_1","v":1,"workspace":"wsp_1"}\
                        """);
    }

    @Test
    void anotherClientIsAnotherConfiguration() {
        assertThat(configuration("client", CODE).canonical())
                .isNotEqualTo(configuration("other", CODE).canonical());
    }

    private static Configuration configuration(String clientId, Auth auth) {
        return new Configuration(
                new WorkspaceId("wsp_1"),
                new UserId("usr_1"),
                new RegistrationId("reg_1"),
                clientId,
                auth,
                ACME.baseUrls(),
                List.of("read", "write"),
                Map.of("region", "eu"));
    }

    private static void refused(Map<String, String> parameters) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> ACME.chooseParameters(parameters))
                .satisfies(refusal ->
                        assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }
}
