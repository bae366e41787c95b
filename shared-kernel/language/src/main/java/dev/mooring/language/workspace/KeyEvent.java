package dev.mooring.language.workspace;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to an API key. */
public sealed interface KeyEvent extends DomainEvent {

    /** The key's id; the key itself is never in an event. */
    String key();

    @Override
    default String aggregateId() {
        return key();
    }

    /**
     * The first start made a key and wrote it to a file.
     *
     * @param onlyOnce whether it is void after it has made a key
     * @param secretHash SHA-256 of the key's 256 random bits, in hexadecimal
     */
    @EventType("key.bootstrapped")
    @Revision("1")
    record KeyBootstrapped(String key, List<String> scopes, boolean onlyOnce, String secretHash)
            implements KeyEvent {}

    /**
     * A key was made and shown once.
     *
     * @param secretHash SHA-256 of the key's 256 random bits, in hexadecimal
     * @param application the application that the key belongs to, if any
     * @param actsFor the users it acts for, by their {@code usr_} ids; null for any
     * @param expiresAt when it stops working; null for never
     */
    @EventType("key.issued")
    @Revision("1")
    record KeyIssued(
            String key,
            String name,
            List<String> scopes,
            @Nullable String application,
            @Nullable List<String> actsFor,
            @Nullable Instant expiresAt,
            String secretHash)
            implements KeyEvent {}

    /**
     * The key got a new secret, shown once; the one before works beside it.
     *
     * @param expiresAt when the new secret stops working; null for never
     * @param previousEndsAt when the one before stops working; null for when it is ended or expires
     * @param secretHash SHA-256 of the new secret's 256 random bits, in hexadecimal
     */
    @EventType("key.rotated")
    @Revision("1")
    record KeyRotated(
            String key,
            @Nullable Instant expiresAt,
            @Nullable Instant previousEndsAt,
            String secretHash)
            implements KeyEvent {}

    /** The secret from before the last rotation works no more. */
    @EventType("key.previous_secret_ended")
    @Revision("1")
    record PreviousSecretEnded(String key) implements KeyEvent {}

    @EventType("key.revoked")
    @Revision("1")
    record KeyRevoked(String key) implements KeyEvent {}
}
