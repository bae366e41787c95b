package dev.mooring.erasing;

import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.Personal;
import dev.mooring.language.workspace.UserCommand.RecordKeyDestroyed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Destroys a user's key, and says so in the log once no node uses it any more. What can be told of
 * him only while it is there is noted before.
 */
final class DestroyingKey implements Work {

    private final EventLog log;
    private final Erasures erasures;
    private final Idempotency idempotency;
    private final PersonalKeys keys;
    private final CommandSender sender;
    private final InstantSource clock;
    private final Duration recheck;

    /**
     * @param recheck how long another node may use a key that is destroyed
     */
    DestroyingKey(
            EventLog log,
            Erasures erasures,
            Idempotency idempotency,
            PersonalKeys keys,
            CommandSender sender,
            InstantSource clock,
            Duration recheck) {
        this.log = log;
        this.erasures = erasures;
        this.idempotency = idempotency;
        this.keys = keys;
        this.sender = sender;
        this.clock = clock;
        this.recheck = recheck;
    }

    @Override
    public void on(Erasure erasure) {
        var workspace = erasure.workspace().value();
        externalId(erasure)
                .ifPresent(it -> erasures.mark(erasure, idempotency.mark(workspace, it)));
        keys.destroy(workspace, erasure.user().value());
        Waiting.pause(recheck);
        var at = clock.instant();
        sender.send(
                new RecordKeyDestroyed(erasure.user(), at),
                CommandContext.of(erasure.workspace(), erasure.origin(), at)
                        .named(erasure.command("key destroyed", erasure.user().value())));
    }

    private Optional<String> externalId(Erasure erasure) {
        return log.readAggregate(erasure.user().value(), 0).stream()
                .filter(recorded -> recorded.workspace().equals(erasure.workspace()))
                .flatMap(recorded ->
                        recorded.event() instanceof UserRegistered it
                                ? Optional.of(it.externalId()).stream()
                                : Optional.<String>empty().stream())
                .filter(text -> !text.equals(Personal.ERASED))
                .findFirst();
    }
}
