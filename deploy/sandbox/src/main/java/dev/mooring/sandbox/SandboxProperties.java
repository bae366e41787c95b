package dev.mooring.sandbox;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about the sandbox.
 *
 * @param port the TCP port on 127.0.0.1
 * @param issuer the issuer identifier, {@code http://localhost:<port>} unless given; clients
 *     compare it character by character (RFC 9207 section 2.4)
 * @param clientId the client identifier that Mooring uses
 * @param clientSecret that client's secret; known to everyone, it guards nothing but a rehearsal
 * @param codeLifetime how long an authorization code can be exchanged; more than {@code
 *     slowAnswer}, else a slow answer is never a usable one
 * @param accessTokenLifetime how long an access token is accepted
 * @param refreshTokenLifetime how long a refresh token is accepted
 * @param rotateRefreshTokens whether the consent page proposes that each refresh gives a new
 *     refresh token and that using an old one ends the authorization
 * @param slowAnswer how long the outcome "wait" holds the answer back
 */
@ConfigurationProperties("mooring.sandbox")
public record SandboxProperties(
        @DefaultValue("8485") int port,
        @Nullable URI issuer,
        @DefaultValue("mooring-sandbox") String clientId,
        @DefaultValue("sandbox-secret") String clientSecret,
        @DefaultValue("5m") Duration codeLifetime,
        @DefaultValue("5m") Duration accessTokenLifetime,
        @DefaultValue("30d") Duration refreshTokenLifetime,
        @DefaultValue("true") boolean rotateRefreshTokens,
        @DefaultValue("100s") Duration slowAnswer) {

    public SandboxProperties {
        if (issuer == null) {
            issuer = URI.create("http://localhost:" + port);
        }
    }

    /** The issuer identifier. */
    @Override
    public URI issuer() {
        if (issuer == null) {
            throw new IllegalStateException("the constructor always sets an issuer");
        }
        return issuer;
    }

    /** An address of this service, as an application outside sees it. */
    public String url(String path) {
        return issuer() + path;
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "SandboxProperties[issuer=%s, clientId=%s]".formatted(issuer, clientId);
    }
}
