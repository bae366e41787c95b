package dev.mooring.query.directory;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.query.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An API key; neither it nor its hash is here.
 *
 * @param actsFor the users it acts for, by their {@code usr_} ids; null for any
 * @param revoked whether it was taken back
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
        boolean revoked) {

    static final Kind<Key> KIND = new Kind<>("key", Key.class, Key::concern, Key::fold);

    private static final String BOOTSTRAP = "bootstrap";

    private static @Nullable String concern(DomainEvent event) {
        return event instanceof KeyEvent key ? key.key() : null;
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
                            false);
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
                            false);
            case KeyRevoked _ -> state == null ? null : state.taken();
        };
    }

    private Key taken() {
        return new Key(
                key, name, sortName, scopes, application, actsFor, expiresAt, issuedAt, true);
    }
}
