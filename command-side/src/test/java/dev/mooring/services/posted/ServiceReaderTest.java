package dev.mooring.services.posted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.ClientAuthentication;
import dev.mooring.language.service.Auth.KeyPlacement;
import dev.mooring.language.service.Auth.Pkce;
import dev.mooring.language.service.Auth.Place;
import dev.mooring.language.service.Auth.Rotation;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.language.service.ScopeDefinition.Access;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.services.Posted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceReaderTest {

    private final ServiceReader reader = new ServiceReader(false);

    @Test
    void theClientIsSplitOffAndTheDefinitionHoldsNoSecret() {
        var read = reader.read(Posted.oauth2().read());

        assertThat(read.clientId()).isEqualTo("our-client");
        assertThat(read.clientSecret()).isEqualTo("marked-secret");
        assertThat(read.linkName()).isEqualTo(new LinkName("acme"));
        assertThat(read.definition())
                .isEqualTo(
                        new ServiceDefinition(
                                "Acme",
                                "acme",
                                "All of Acme",
                                "crm",
                                new Auth.OAuth2AuthorizationCode(
                                        "https://login.acme.example/authorize",
                                        "https://login.acme.example/token",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        false,
                                        ClientAuthentication.BASIC,
                                        Pkce.S256,
                                        Rotation.UNKNOWN,
                                        " ",
                                        Map.of(),
                                        Map.of()),
                                List.of(
                                        new ScopeDefinition(
                                                "contacts.read",
                                                "Read contacts",
                                                List.of(Access.READ),
                                                List.of()),
                                        new ScopeDefinition(
                                                "contacts.write",
                                                "",
                                                List.of(Access.CREATE, Access.UPDATE),
                                                List.of("contacts.read"))),
                                List.of("https://api.acme.example/v1"),
                                List.of(
                                        new ParameterDefinition(
                                                "region", "Region", "eu|us", true, null, false))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://{region}.acme.example/token",
                "https://{region}.acme.co.uk:8443/token",
                "https://eu.{region}.acme.example/",
                "https://{region}.{region}.acme.example/",
                "https://{region}.myshopify.com/token",
                "https://acme.example/{region}/token",
                "https://acme.example/v1/{region}",
                "https://acme.example/{region}?version=1",
                "https://{region}.acme.example/{region}/token",
            })
    void security_12_aParameterStandsForALabelOrASegment(String url) {
        var posted = Posted.oauth2();
        for (var place : List.of("authorizeUrl", "tokenUrl", "refreshUrl", "revokeUrl")) {
            posted.with("/auth/" + place, '"' + url + '"');
        }

        var auth = (Auth.OAuth2AuthorizationCode) reader.read(posted.read()).definition().auth();

        assertThat(auth.tokenUrl()).isEqualTo(url);
        assertThat(auth.filled(Map.of("region", "eu")).tokenUrl())
                .isEqualTo(url.replace("{region}", "eu"));
    }

    @Test
    void security_12_aParameterInAUrlIsAlwaysThere() {
        var url = "\"https://{region}.acme.example/v1\"";
        var optional = "[{\"name\": \"region\", \"pattern\": \".*\"%s}]";

        for (var other : List.of("", ", \"default\": \"a.b\"", ", \"default\": \"EU\"")) {
            var posted =
                    Posted.oauth2()
                            .with("/api/baseUrls", "[" + url + "]")
                            .with("/parameters", optional.formatted(other));
            assertThat(
                            catchThrowableOfType(Refusal.class, () -> reader.read(posted.read()))
                                    .errors())
                    .extracting(Refusal.FieldError::pointer, Refusal.FieldError::code)
                    .containsExactly(tuple("/api/baseUrls/0", "url.variable_optional"));
        }
        var posted =
                Posted.oauth2()
                        .with("/api/baseUrls", "[" + url + "]")
                        .with("/parameters", optional.formatted(", \"default\": \"eu\""));
        assertThat(reader.read(posted.read()).definition().baseUrls())
                .containsExactly("https://{region}.acme.example/v1");
    }

    @Test
    void security17NothingShowsAPostedSecret() {
        var posted = Posted.oauth2().read();

        assertThat(posted.toString()).doesNotContain("marked-secret");
        assertThat(reader.read(posted).toString()).doesNotContain("marked-secret");
    }

    @Test
    void keysAreReadWithTheirPlaces() {
        var auth = reader.read(Posted.apiKey().read()).definition().auth();

        assertThat(auth)
                .isEqualTo(
                        new Auth.ApiKeys(
                                List.of(
                                        new KeyPlacement(
                                                "X-Api-Key", "API key", Place.HEADER, "Token "))));
    }

    @Test
    void aLinkNameIsMadeFromTheNameWhereNoneIsGiven() {
        var posted =
                Posted.oauth2().without("/linkName").with("/name", "'Ácme CRM'".replace('\'', '"'));

        assertThat(reader.read(posted.read()).linkName()).isEqualTo(new LinkName("acme_crm"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /name                       | " "                                  | name.blank | /name
                    /name                       | null                                 | required | /name
                    /linkName                   | "Acme"                               | link_name.invalid | /linkName
                    /auth                       | null                                 | required      | /auth
                    /auth/type                  | "saml"                               | auth_type.unsupported | /auth/type
                    /auth/authorizeUrl          | null                                 | required | /auth/authorizeUrl
                    /auth/authorizeUrl          | "http://login.acme.example/a"        | url.not_https | /auth/authorizeUrl
                    /auth/tokenUrl              | "http://127.0.0.1/token"             | url.not_https | /auth/tokenUrl
                    /auth/tokenUrl              | "javascript:alert(1)"                | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "//login.acme.example/token"         | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "/token"                             | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "https:///token"                     | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a b/token"                  | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a\\\\@b.example/token"      | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "https://user@a.example/token"       | url.user_info | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/token#f"          | url.fragment | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example:99999/token"      | url.port | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example:0/token"          | url.port | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{unknown}.a.example/token"  | url.variable_undeclared | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{}.a.example/token"         | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{re gion}.a.example/token"  | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region/token"              | url.invalid | /auth/tokenUrl
                    /auth/tokenUrl              | "{region}://a.example/token"         | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "{region}"                           | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}/token"             | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.{region}/token"           | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example:{region}/token"   | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}:1/token"           | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}@a.example/token"   | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}.b@a.example/token" | url.variable_suffix | /auth/tokenUrl
                    /auth/tokenUrl              | "https://x{region}.a.example/token"  | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}x.a.example/token"  | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}{region}.a.example" | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/x{region}/token"  | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/{region}.json"    | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/t?x={region}"     | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/t?/{region}/"     | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/t#/{region}"      | url.variable_place | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}.com/token"         | url.variable_suffix | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}.co.uk/token"       | url.variable_suffix | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}.example/token"     | url.variable_suffix | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.{region}.co.uk:8443/t"    | url.variable_suffix | /auth/tokenUrl
                    /auth/tokenUrl              | "https://{region}.0.0.1/token"       | url.variable_suffix | /auth/tokenUrl
                    /auth/tokenUrl              | "http://{region}.a.example/token"    | url.not_https | /auth/tokenUrl
                    /auth/issuer                | "https://a.example/{unknown}"        | url.variable_undeclared | /auth/issuer
                    /auth/tokenUrl              | "https://a.example/../token"         | url.path | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example//token"           | url.path | /auth/tokenUrl
                    /auth/tokenUrl              | "https://a.example/%2e%2e/token"     | url.path | /auth/tokenUrl
                    /auth/tokenUrl              | "https://exämple.com/token"          | url.invalid | /auth/tokenUrl
                    /auth/refreshUrl            | "http://a.example/"                  | url.not_https | /auth/refreshUrl
                    /auth/revokeUrl             | "http://a.example/"                  | url.not_https | /auth/revokeUrl
                    /auth/userinfoUrl           | "http://a.example/"                  | url.not_https | /auth/userinfoUrl
                    /auth/issuer                | "https://a.example/?x=1"             | url.query | /auth/issuer
                    /auth/jwksUrl               | "https://a.example/jwks"             | required      | /auth/issuer
                    /auth/issuerInResponse      | true                                 | required      | /auth/issuer
                    /auth/clientAuthentication  | "private_key_jwt"                    | unsupported | /auth/clientAuthentication
                    /auth/clientAuthentication  | "none"                               | not_applicable | /auth/clientSecret
                    /auth/clientId              | null                                 | required | /auth/clientId
                    /auth/clientId              | "a\\nb"                              | control_character | /auth/clientId
                    /auth/clientSecret          | "ä"                                  | not_ascii | /auth/clientSecret
                    /auth/pkce                  | "plain"                              | unsupported | /auth/pkce
                    /auth/rotation              | "sometimes"                          | unsupported | /auth/rotation
                    /auth/scopeSeparator        | ""                                   | unsupported | /auth/scopeSeparator
                    /auth/scopeSeparator        | "ab"                                 | unsupported | /auth/scopeSeparator
                    /auth/keys                  | []                                   | not_applicable | /auth/keys
                    /scopes                     | [{"name": "a b"}]                    | scope.invalid | /scopes/0/name
                    /scopes                     | [{"name": "a\\"b"}]                  | scope.invalid | /scopes/0/name
                    /scopes                     | [{"name": "a\\\\b"}]                 | scope.invalid | /scopes/0/name
                    /scopes                     | [{"name": ""}]                       | scope.invalid | /scopes/0/name
                    /scopes                     | [{}]                                 | required      | /scopes/0/name
                    /scopes                     | [{"name": "a"}, {"name": "a"}]       | duplicate     | /scopes/1/name
                    /scopes                     | [{"name": "a", "access": ["own"]}]   | unsupported   | /scopes/0/access
                    /scopes                     | [{"name": "a", "implies": ["b"]}]    | scope.unknown | /scopes/0/implies/0
                    /api                        | {"baseUrls": ["http://a.example"]}   | url.not_https | /api/baseUrls/0
                    /api                        | {"baseUrls": ["https://a.example?"]} | url.query     | /api/baseUrls/0
                    /auth/authorizeParameters   | {"a secret": "x"}                    | parameter.invalid | /auth/authorizeParameters
                    /auth/tokenParameters       | {"": "x"}                            | parameter.invalid | /auth/tokenParameters
                    /parameters                 | [{"name": "1", "pattern": "a"}]      | parameter.invalid | /parameters/0/name
                    /parameters                 | [{"name": "a"}]                      | required      | /parameters/0/pattern
                    /parameters                 | [{"name": "a", "pattern": "("}]      | pattern.invalid | /parameters/0/pattern
                    /parameters                 | [{"name": "a", "pattern": "(?=a)"}]  | pattern.invalid | /parameters/0/pattern
                    /parameters                 | [{"name": "a", "pattern": "(a)\\\\1"}] | pattern.invalid | /parameters/0/pattern
                    /parameters                 | [{"name": "a", "pattern": "a", "default": "b"}] | parameter.invalid | /parameters/0/default
                    /parameters                 | [{"name": "a", "pattern": "a"}, {"name": "a", "pattern": "a"}] | duplicate | /parameters/1/name
                    """)
    void whatIsWrongIsNamedByItsPointer(
            String pointer, String value, String code, String expectedPointer) {
        var refusal = refusal(Posted.oauth2().with(pointer, value));

        assertThat(refusal.errors())
                .anySatisfy(error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.pointer()).isEqualTo(expectedPointer);
                });
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        var posted =
                Posted.oauth2()
                        .with("/name", "\"\"")
                        .with("/auth/tokenUrl", "\"ftp://a.example\"")
                        .with("/scopes", "[{\"name\": \"a b\"}]");

        assertThat(refusal(posted).errors())
                .extracting(Refusal.FieldError::pointer)
                .contains("/name", "/auth/tokenUrl", "/scopes/0/name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type",
                "client_id",
                "redirect_uri",
                "scope",
                "state",
                "nonce",
                "code_challenge",
                "code_challenge_method",
                "response_mode",
                "request",
                "request_uri",
                "State",
                "client_secret",
                "grant_type",
                "code",
                "code_verifier",
                "refresh_token",
                "client_assertion"
            })
    void security7ExtraParametersCannotSetWhatTheProtocolSets(String name) {
        var extras = "{\"" + name + "\": \"x\"}";

        for (var member : List.of("/auth/authorizeParameters", "/auth/tokenParameters")) {
            assertThat(refusal(Posted.oauth2().with(member, extras)).errors())
                    .containsExactly(
                            new Refusal.FieldError(
                                    member + "/" + name,
                                    "parameter.reserved",
                                    "The protocol sets this itself"));
        }
        var query =
                Posted.oauth2()
                        .with(
                                "/auth/authorizeUrl",
                                "\"https://a.example/authorize?" + name + "=x\"");
        assertThat(refusal(query).errors())
                .extracting(Refusal.FieldError::code)
                .containsExactly("parameter.reserved");
    }

    @Test
    void harmlessExtraParametersAreTaken() {
        var posted =
                Posted.oauth2()
                        .with(
                                "/auth/authorizeParameters",
                                "{\"prompt\": \"consent\", \"access_type\": \"offline\"}")
                        .with("/auth/authorizeUrl", "\"https://a.example/authorize?tenant=1\"");

        var auth = (Auth.OAuth2AuthorizationCode) reader.read(posted.read()).definition().auth();

        assertThat(auth.authorizeParameters())
                .isEqualTo(Map.of("prompt", "consent", "access_type", "offline"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "CONNECTION",
                "upgrade",
                "TE",
                "Keep-Alive",
                "Trailer",
                "Proxy-Authorization",
                "Proxy-Connection"
            })
    void security29AKeyNeverStandsInAFieldThatFramesTheMessage(String name) {
        var keys = "[{\"name\": \"" + name + "\", \"in\": \"header\"}]";

        assertThat(refusal(Posted.apiKey().with("/auth/keys", keys)).errors())
                .extracting(Refusal.FieldError::pointer, Refusal.FieldError::code)
                .containsExactly(tuple("/auth/keys/0/name", "key_name.reserved"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{"name": "a b", "in": "header"}]                                    | /auth/keys/0/name   | key_name.invalid
                    [{"name": "a:b", "in": "query"}]                                     | /auth/keys/0/name   | key_name.invalid
                    [{"name": "a", "in": "cookie"}]                                      | /auth/keys/0/in     | unsupported
                    [{"name": "a"}]                                                      | /auth/keys/0/in     | required
                    [{"in": "header"}]                                                   | /auth/keys/0/name   | required
                    [{"name": "a", "in": "header", "prefix": "x\\r\\ny"}]                | /auth/keys/0/prefix | control_character
                    [{"name": "a", "in": "header"}, {"name": "A", "in": "query"}]        | /auth/keys/1/name   | duplicate
                    []                                                                   | /auth/keys          | required
                    """)
    void security29KeyNamesAreTokens(String keys, String pointer, String code) {
        assertThat(refusal(Posted.apiKey().with("/auth/keys", keys)).errors())
                .anySatisfy(error -> {
                    assertThat(error.pointer()).isEqualTo(pointer);
                    assertThat(error.code()).isEqualTo(code);
                });
    }

    @Test
    void membersOfAnotherTypeAreRefused() {
        var posted = Posted.apiKey().with("/auth/clientSecret", "\"marked-secret\"");

        assertThat(refusal(posted).errors())
                .extracting(Refusal.FieldError::pointer, Refusal.FieldError::code)
                .containsExactly(tuple("/auth/clientSecret", "not_applicable"));
    }

    @Test
    void aPublicClientNeedsPkce() {
        var posted =
                Posted.oauth2()
                        .without("/auth/clientSecret")
                        .with("/auth/clientAuthentication", "\"none\"")
                        .with("/auth/pkce", "\"unsupported\"");

        assertThat(refusal(posted).errors())
                .extracting(Refusal.FieldError::code)
                .containsExactly("pkce.required");
    }

    @Test
    void aScopeCannotContainTheSeparator() {
        var posted =
                Posted.oauth2()
                        .with("/auth/scopeSeparator", "\",\"")
                        .with("/scopes", "[{\"name\": \"a,b\"}]");

        assertThat(refusal(posted).errors())
                .extracting(Refusal.FieldError::code)
                .containsExactly("scope.separator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:9000/token", "http://localhost/token", "http://[::1]:1/t"})
    void inDevelopmentPlainHttpToThisMachineIsTaken(String url) {
        var posted = Posted.oauth2().with("/auth/tokenUrl", "\"" + url + "\"").read();

        assertThat(new ServiceReader(true).read(posted).definition().auth().type())
                .isEqualTo("oauth2_authorization_code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1.evil.example/",
                "http://localhost.evil.example/",
                "http://10.0.0.1/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/"
            })
    void inDevelopmentPlainHttpToAnyOtherIsNot(String url) {
        var posted = Posted.oauth2().with("/auth/tokenUrl", "\"" + url + "\"").read();

        assertThat(catchThrowableOfType(Refusal.class, () -> new ServiceReader(true).read(posted)))
                .isNotNull();
    }

    private Refusal refusal(Posted posted) {
        var refusal = catchThrowableOfType(Refusal.class, () -> reader.read(posted.read()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.errors().toString()).doesNotContain("marked-secret");
        return refusal;
    }
}
