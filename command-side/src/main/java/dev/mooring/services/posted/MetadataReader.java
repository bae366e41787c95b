package dev.mooring.services.posted;

import dev.mooring.api.request.Fields;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.Pkce;
import dev.mooring.oauth2.ServerMetadata;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a service whose endpoints were left out whole by its issuer's metadata, by the same rules
 * as for what is posted, or tells everything that is wrong with the metadata at once. What was
 * posted stands. Thread-safe.
 */
public final class MetadataReader {

    private final boolean loopbackHttp;

    /**
     * @param loopbackHttp as for {@link ServiceReader}
     */
    public MetadataReader(boolean loopbackHttp) {
        this.loopbackHttp = loopbackHttp;
    }

    /**
     * Pins what the metadata says.
     *
     * @throws Refusal {@code service.metadata_unusable}
     */
    public Auth.OAuth2AuthorizationCode pin(
            Auth.OAuth2AuthorizationCode draft, ServerMetadata metadata) {
        var fields = new Fields();
        var urls = new Url(loopbackHttp, fields);
        var pinned =
                new Auth.OAuth2AuthorizationCode(
                        urls.endpoint("authorization_endpoint", metadata.authorizationEndpoint()),
                        urls.endpoint("token_endpoint", metadata.tokenEndpoint()),
                        draft.refreshUrl(),
                        otherwise(
                                draft.revokeUrl(),
                                urls.optionalEndpoint(
                                        "revocation_endpoint", metadata.revocationEndpoint())),
                        otherwise(
                                draft.userinfoUrl(),
                                urls.optionalEndpoint(
                                        "userinfo_endpoint", metadata.userinfoEndpoint())),
                        draft.issuer(),
                        otherwise(
                                draft.jwksUrl(),
                                urls.optionalEndpoint("jwks_uri", metadata.jwksUri())),
                        draft.issuerInResponse() || metadata.issuerInResponse(),
                        draft.clientAuthentication(),
                        pkce(fields, draft.pkce(), metadata.challengeMethods()),
                        draft.rotation(),
                        draft.scopeSeparator(),
                        draft.authorizeParameters(),
                        draft.tokenParameters());
        checkCode(fields, metadata.responseTypes());
        check(fields);
        return pinned;
    }

    /**
     * Silence is no fact about PKCE: many a server takes it and says nothing. Whoever says that it
     * is not taken gets no challenge, once the administrator has said so too (security.md 7).
     */
    private static Pkce pkce(Fields fields, Pkce posted, @Nullable List<String> methods) {
        if (methods == null) {
            return posted;
        }
        if (methods.contains("S256")) {
            return Pkce.S256;
        }
        if (posted == Pkce.S256) {
            fields.wrong(
                    "code_challenge_methods_supported",
                    "pkce.unsupported",
                    "S256 is not among them; post pkce as unsupported if the vendor documents that");
        }
        return Pkce.UNSUPPORTED;
    }

    private static void checkCode(Fields fields, @Nullable List<String> responseTypes) {
        if (responseTypes != null && !responseTypes.contains("code")) {
            fields.wrong(
                    "response_types_supported",
                    "response_type.unsupported",
                    "The authorization code flow is not among them");
        }
    }

    private static void check(Fields fields) {
        try {
            fields.check();
        } catch (Refusal refusal) {
            throw Refusal.of(
                    ErrorCode.SERVICE_METADATA_UNUSABLE,
                    refusal.errors().stream()
                            .map(error -> error.pointer() + ": " + error.detail())
                            .collect(Collectors.joining("; ")));
        }
    }

    private static @Nullable String otherwise(@Nullable String posted, @Nullable String told) {
        return posted == null ? told : posted;
    }
}
