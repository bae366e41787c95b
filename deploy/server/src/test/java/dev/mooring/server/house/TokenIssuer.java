package dev.mooring.server.house;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A workspace's own identity provider: it signs tokens and publishes its keys. Thread-safe. */
public final class TokenIssuer implements AutoCloseable {

    private static final String AUDIENCE = "https://mooring.example/home";
    private static final String KEY_ID = "one";

    private final HttpServer server;
    private final ECKey key;
    private final String issuer;

    private TokenIssuer(HttpServer server, ECKey key, String issuer) {
        this.server = server;
        this.key = key;
        this.issuer = issuer;
    }

    public static TokenIssuer start() {
        try {
            var key = new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var published =
                    new JWKSet(key).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
            server.createContext(
                    "/jwks",
                    exchange -> {
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, published.length);
                        try (var body = exchange.getResponseBody()) {
                            body.write(published);
                        }
                    });
            server.start();
            return new TokenIssuer(server, key, url(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that says that it is another, and has keys of its own. */
    public TokenIssuer as(TokenIssuer other) {
        return new TokenIssuer(server, key, other.issuer);
    }

    /** As it is set for a workspace. */
    public Map<String, Object> posted() {
        return Map.of(
                "issuer",
                issuer,
                "audience",
                AUDIENCE,
                "algorithms",
                List.of("ES256"),
                "jwksUrl",
                jwksUrl());
    }

    public String jwksUrl() {
        return url(server) + "/jwks";
    }

    /** A token that a user is good for five minutes by. */
    public String token(String user) {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(AUDIENCE)
                        .subject(user)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                        .build();
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY_ID).build(), claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
