package dev.mooring.query.directory;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import dev.mooring.language.workspace.KeyEvent.PreviousSecretEnded;
import dev.mooring.query.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An API key; neither it nor its hash is here.
 *
 * @param actsFor the users it acts for, by their {@code usr_} ids; null for any
 * @param expiresAt when its newest secret stops working; null for never
 * @param revoked whether it was taken back
 * @param rotatedAt when it got its newest secret; null where it has its first
 * @param previous the secret before that one; null once it was ended
 */
public record Key(
        String key,
        String name,
        String sortName,
        List<String> scopes,
        @Nullable String application,
        @Nullable List<String> actsFor,
        @Nullable Instant expiresAt,
        Instant issuedAt,
        boolean revoked,
        @Nullable Instant rotatedAt,
        @Nullable PreviousSecret previous) {

    /**
     * A secret that works beside a newer one.
     *
     * @param endsAt until when; null for until it is ended
     */
    public record PreviousSecret(@Nullable Instant endsAt) {}

    static final Kind<Key> KIND = new Kind<>("key", Key.class, Key::concern, Key::fold);

    private static final String BOOTSTRAP = "bootstrap";

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof KeyEvent key ? key.key() : null;
    }

    static @Nullable Key fold(@Nullable Key state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof KeyEvent happened)) {
            return state;
        }
        return switch (happened) {
            case KeyIssued it ->
                    new Key(
                            it.key(),
                            it.name(),
                            it.name().toLowerCase(Locale.ROOT),
                            it.scopes(),
                            it.application(),
                            it.actsFor(),
                            it.expiresAt(),
                            recorded.at(),
                            false,
                            null,
                            null);
            case KeyBootstrapped it ->
                    new Key(
                            it.key(),
                            BOOTSTRAP,
                            BOOTSTRAP,
                            it.scopes(),
                            null,
                            null,
                            null,
                            recorded.at(),
                            false,
                            null,
                            null);
            case KeyRotated it -> state == null ? null : state.rotated(it, recorded.at());
            case PreviousSecretEnded _ -> state == null ? null : state.withoutPrevious();
            case KeyRevoked _ -> state == null ? null : state.taken();
        };
    }

    private Key rotated(KeyRotated it, Instant at) {
        var ends = it.previousEndsAt();
        var previous =
                new PreviousSecret(
                        expiresAt != null && (ends == null || expiresAt.isBefore(ends))
                                ? expiresAt
                                : ends);
        return with(it.expiresAt(), revoked, at, previous);
    }

    private Key withoutPrevious() {
        return with(expiresAt, revoked, rotatedAt, null);
    }

    private Key taken() {
        return with(expiresAt, true, rotatedAt, previous);
    }

    private Key with(
            @Nullable Instant newExpiresAt,
            boolean newRevoked,
            @Nullable Instant newRotatedAt,
            @Nullable PreviousSecret newPrevious) {
        return new Key(
                key,
                name,
                sortName,
                scopes,
                application,
                actsFor,
                newExpiresAt,
                issuedAt,
                newRevoked,
                newRotatedAt,
                newPrevious);
    }
}
