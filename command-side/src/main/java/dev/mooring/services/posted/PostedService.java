package dev.mooring.services.posted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service as an administrator posts it. Nothing in it is checked yet.
 *
 * @param linkName made from the name where left out
 */
public record PostedService(
        @Nullable String name,
        @Nullable String linkName,
        @Nullable String description,
        @Nullable String category,
        @Nullable PostedAuth auth,
        @Nullable List<PostedScope> scopes,
        @Nullable PostedApi api,
        @Nullable List<PostedParameter> parameters) {

    /**
     * How it is authorized; which members apply depends on {@code type}. The client belongs to the
     * workspace and is stored apart from the service.
     *
     * @param type {@code oauth2_authorization_code}, {@code api_key}, {@code basic} or {@code
     *     bearer}
     * @param authorizeUrl left out together with {@code tokenUrl} where {@code issuer} is given and
     *     its metadata is to tell them
     * @param clientAuthentication {@code basic}, {@code post} or {@code none}; by default basic
     * @param pkce {@code S256} or {@code unsupported}; by default S256
     * @param rotation of refresh tokens: {@code none}, {@code grace}, {@code strict} or {@code
     *     unknown}, the default
     * @param scopeSeparator a space by default
     */
    public record PostedAuth(
            @Nullable String type,
            @Nullable String authorizeUrl,
            @Nullable String tokenUrl,
            @Nullable String refreshUrl,
            @Nullable String revokeUrl,
            @Nullable String userinfoUrl,
            @Nullable String issuer,
            @Nullable String jwksUrl,
            @Nullable Boolean issuerInResponse,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String clientAuthentication,
            @Nullable String pkce,
            @Nullable String rotation,
            @Nullable String scopeSeparator,
            @Nullable Map<String, String> authorizeParameters,
            @Nullable Map<String, String> tokenParameters,
            @Nullable List<PostedKey> keys) {

        /** Without the secret, and without what may be one. */
        @Override
        public String toString() {
            return "PostedAuth[type=" + type + "]";
        }
    }

    /** Where a key goes: {@code in} is {@code header}, {@code query} or {@code form}. */
    public record PostedKey(
            @Nullable String name,
            @Nullable String label,
            @Nullable String in,
            @Nullable String prefix) {}

    /**
     * A scope; {@code access} is of {@code create}, {@code read}, {@code update}, {@code delete}.
     */
    public record PostedScope(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> access,
            @Nullable List<String> implies) {}

    /** Where the service's API is. */
    public record PostedApi(@Nullable List<String> baseUrls) {}

    /** A parameter of connections; {@code pattern} is RE2 and matches the whole value. */
    public record PostedParameter(
            @Nullable String name,
            @Nullable String label,
            @Nullable String pattern,
            @Nullable Boolean required,
            @JsonProperty("default") @Nullable String defaultValue,
            @Nullable Boolean lowercase) {}
}
