package dev.mooring.credentials.ending;

import dev.mooring.credentials.ending.GrantsInEffect.Change;
import dev.mooring.credentials.ending.GrantsInEffect.Holder;
import dev.mooring.credentials.generations.Grantor;
import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * When an authorization is revoked or retired, its credential is revoked at the service, as far as
 * that answers, and destroyed. By position, so that none is forgotten; seeing an event again
 * changes nothing.
 */
public final class WhenAuthorizationEndsThenDestroy implements BatchHandler {

    /** Never changes: the processor's place is stored under it. */
    public static final String NAME = "when-authorization-ends-then-destroy";

    private final EventLog log;
    private final GrantsInEffect grants;
    private final Ending ending;

    WhenAuthorizationEndsThenDestroy(EventLog log, GrantsInEffect grants, Ending ending) {
        this.log = log;
        this.grants = grants;
        this.ending = ending;
    }

    @Override
    public void handle(List<RecordedEvent> batch) {
        var known = new HashMap<String, Grantor>();
        var changes = new ArrayList<Change>();
        var ends = new ArrayList<RecordedEvent>();
        for (var recorded : batch) {
            if (recorded.event() instanceof AuthorizationEvent event) {
                if (event instanceof AuthorizationGranted granted) {
                    known.put(event.authorization(), Grantor.of(granted));
                }
                inEffect(event).ifPresent(now -> changes.add(change(recorded, event, known, now)));
                if (isEnd(event)) {
                    ends.add(recorded);
                }
            }
        }
        grants.apply(changes);
        endAll(ends, known);
    }

    /** Side by side: services that are slow to answer hold nobody else's end up. */
    private void endAll(List<RecordedEvent> ends, Map<String, Grantor> known) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var end : ends) {
                var authorization = new AuthorizationId(end.aggregateId());
                var grantor = grantor(end, known);
                running.add(
                        threads.submit(() ->
                                ending.ended(
                                        end.workspace(), authorization, grantor, origin(end))));
            }
            for (var one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while credentials were destroyed", e);
        }
    }

    private Change change(
            RecordedEvent recorded,
            AuthorizationEvent event,
            Map<String, Grantor> known,
            boolean inEffect) {
        var grantor = grantor(recorded, known);
        var holder =
                new Holder(
                        recorded.workspace(),
                        grantor.user(),
                        grantor.registration(recorded.workspace()));
        return new Change(holder, new AuthorizationId(event.authorization()), inEffect);
    }

    private Grantor grantor(RecordedEvent recorded, Map<String, Grantor> known) {
        return known.computeIfAbsent(
                recorded.aggregateId(),
                id ->
                        Grantor.of(
                                (AuthorizationGranted)
                                        log.readAggregate(id, 0).getFirst().event()));
    }

    private static Origin origin(RecordedEvent end) {
        return new Origin(end.origin().owner(), NAME, null, end.origin().request(), end.id(), null);
    }

    private static boolean isEnd(AuthorizationEvent event) {
        return event instanceof AuthorizationRevoked || event instanceof AuthorizationRetired;
    }

    /** What an event says about whether the authorization is in effect, if anything. */
    private static Optional<Boolean> inEffect(AuthorizationEvent event) {
        return switch (event) {
            case AuthorizationGranted _, AuthorizationRecovered _ -> Optional.of(true);
            case ReauthorizationNeeded _, AuthorizationRevoked _, AuthorizationRetired _ ->
                    Optional.of(false);
            case AccountNamed _, AuthorizationMapped _, AuthorizationUnmapped _ -> Optional.empty();
        };
    }
}
