package dev.mooring.language.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a service is authorized. It holds places and rules, never a client or a secret: those belong
 * to a workspace's registration.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(
            value = Auth.OAuth2AuthorizationCode.class,
            name = "oauth2_authorization_code"),
    @JsonSubTypes.Type(value = Auth.ApiKeys.class, name = "api_key"),
    @JsonSubTypes.Type(value = Auth.Basic.class, name = "basic"),
    @JsonSubTypes.Type(value = Auth.Bearer.class, name = "bearer")
})
public sealed interface Auth {

    /** The type's name in the API and in events. */
    String type();

    /** Whether a person consents in a browser, within the window. */
    default boolean inBrowser() {
        return this instanceof OAuth2AuthorizationCode;
    }

    /**
     * OAuth 2.0 authorization code (RFC 6749 §4.1), with OpenID Connect where {@code issuer} and
     * {@code jwksUrl} are given.
     *
     * <p>In its URLs parameters of a connection may stand as {@link UrlVariables}.
     *
     * @param authorizeUrl empty, as {@code tokenUrl} is, in a draft that {@link #awaitsDiscovery}
     * @param refreshUrl where it differs from {@code tokenUrl}
     * @param issuer exact issuer identifier (RFC 8414, OpenID Connect Discovery)
     * @param issuerInResponse whether the service promises {@code iss} in its answer (RFC 9207 §3)
     * @param rotation what the service does with refresh tokens once used
     * @param authorizeParameters extra parameters of the authorization request
     * @param tokenParameters extra parameters of the token request
     */
    record OAuth2AuthorizationCode(
            String authorizeUrl,
            String tokenUrl,
            @Nullable String refreshUrl,
            @Nullable String revokeUrl,
            @Nullable String userinfoUrl,
            @Nullable String issuer,
            @Nullable String jwksUrl,
            boolean issuerInResponse,
            ClientAuthentication clientAuthentication,
            Pkce pkce,
            Rotation rotation,
            String scopeSeparator,
            Map<String, String> authorizeParameters,
            Map<String, String> tokenParameters)
            implements Auth {

        public OAuth2AuthorizationCode {
            authorizeParameters = Map.copyOf(authorizeParameters);
            tokenParameters = Map.copyOf(tokenParameters);
        }

        @Override
        public String type() {
            return "oauth2_authorization_code";
        }

        /**
         * Whether its endpoints are yet to be found by its issuer's metadata, and are empty until
         * then. That is so in drafts alone: what is published has its endpoints.
         */
        public boolean awaitsDiscovery() {
            return tokenUrl.isEmpty();
        }

        /** The URLs that it has. */
        public Stream<String> urls() {
            return Stream.of(
                            authorizeUrl,
                            tokenUrl,
                            refreshUrl,
                            revokeUrl,
                            userinfoUrl,
                            issuer,
                            jwksUrl)
                    .filter(Objects::nonNull);
        }

        /**
         * The service as one connection has it.
         *
         * @param parameters that stand in its URLs
         * @throws dev.mooring.language.Refusal {@code parameter.invalid}
         */
        public OAuth2AuthorizationCode filled(Map<String, String> parameters) {
            return new OAuth2AuthorizationCode(
                    UrlVariables.fill(authorizeUrl, parameters),
                    UrlVariables.fill(tokenUrl, parameters),
                    filled(refreshUrl, parameters),
                    filled(revokeUrl, parameters),
                    filled(userinfoUrl, parameters),
                    filled(issuer, parameters),
                    filled(jwksUrl, parameters),
                    issuerInResponse,
                    clientAuthentication,
                    pkce,
                    rotation,
                    scopeSeparator,
                    authorizeParameters,
                    tokenParameters);
        }

        private static @Nullable String filled(
                @Nullable String url, Map<String, String> parameters) {
            return url == null ? null : UrlVariables.fill(url, parameters);
        }
    }

    /** One or more keys that the user gives, each with its place in a request. */
    record ApiKeys(List<KeyPlacement> keys) implements Auth {

        public ApiKeys {
            keys = List.copyOf(keys);
        }

        @Override
        public String type() {
            return "api_key";
        }
    }

    /** User name and password (RFC 7617). */
    record Basic() implements Auth {

        @Override
        public String type() {
            return "basic";
        }
    }

    /** A token that the user gives (RFC 6750 §2.1). */
    record Bearer() implements Auth {

        @Override
        public String type() {
            return "bearer";
        }
    }

    /**
     * Where a key goes.
     *
     * @param name the header, query parameter or form field; also the key's name in a credential
     * @param label what a person reads beside the field
     * @param prefix put before the key, such as {@code "Token "}
     */
    record KeyPlacement(String name, String label, Place in, @Nullable String prefix) {}

    /** Part of a request that takes a key. */
    enum Place {
        @JsonProperty("header")
        HEADER,
        @JsonProperty("query")
        QUERY,
        @JsonProperty("form")
        FORM
    }

    /**
     * How the client proves itself at the token endpoint (RFC 6749 §2.3, OpenID Connect Core §9).
     */
    enum ClientAuthentication {
        @JsonProperty("basic")
        BASIC,
        @JsonProperty("post")
        POST,
        @JsonProperty("none")
        NONE
    }

    /** Proof Key for Code Exchange (RFC 7636); never {@code plain}. */
    enum Pkce {
        @JsonProperty("S256")
        S256,
        /** A documented fact of the service. */
        @JsonProperty("unsupported")
        UNSUPPORTED
    }

    /**
     * What happens to a refresh token once it is used; decides whether a lost answer may be asked
     * for again.
     */
    enum Rotation {
        /** It stays valid. */
        @JsonProperty("none")
        NONE,
        /** A new one comes; the old one works for a while yet. */
        @JsonProperty("grace")
        GRACE,
        /** A new one comes; using the old one again ends the grant. */
        @JsonProperty("strict")
        STRICT,
        @JsonProperty("unknown")
        UNKNOWN
    }
}
