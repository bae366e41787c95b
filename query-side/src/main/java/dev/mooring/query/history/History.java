package dev.mooring.query.history;

import dev.mooring.api.request.PathId;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.LinkName;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationReused;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationSwitched;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameId;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The history of connections. There is no view of it: the log finds an aggregate's events by its
 * key, holds them for good, and is what an auditor has to be shown. Read at the head, so it
 * reflects every position acknowledged before. Thread-safe.
 */
public final class History {

    /** Where it is read from, in place of a read model. */
    public static final String SOURCE = "log";

    private final EventLog log;

    public History(EventLog log) {
        this.log = log;
    }

    /**
     * A connection's own events; empty for another user's, another workspace's and none.
     *
     * @param user the owner; null where any user's will do
     * @param connection by link name, the one that holds it now
     */
    public Optional<List<RecordedEvent>> find(
            WorkspaceId workspace, @Nullable UserId user, PathId connection) {
        var id =
                switch (connection) {
                    case PathId.Id given -> Optional.of(given.value());
                    case PathId.LinkName name -> holder(workspace, new LinkName(name.value()));
                };
        return id.map(it -> within(workspace, it))
                .filter(events ->
                        !events.isEmpty()
                                && events.getFirst().event() instanceof ConnectionCreated it
                                && (user == null || it.user().equals(user.value())));
    }

    /**
     * The events of a connection and of the authorizations that it was ever mapped to, each of
     * those up to when the connection left it, in order of position.
     */
    public List<RecordedEvent> withAuthorizations(
            WorkspaceId workspace, List<RecordedEvent> connection) {
        var id = connection.getFirst().aggregateId();
        var authorizations =
                connection.stream()
                        .map(recorded -> (ConnectionEvent) recorded.event())
                        .flatMap(event -> Stream.ofNullable(authorizationOf(event)))
                        .distinct()
                        .flatMap(it -> untilLeft(within(workspace, it), id));
        return Stream.concat(connection.stream(), authorizations)
                .sorted(Comparator.comparingLong(RecordedEvent::position))
                .toList();
    }

    /** What a user is called outside. */
    public Optional<String> externalId(WorkspaceId workspace, String user) {
        return within(workspace, user).stream()
                .map(RecordedEvent::event)
                .filter(UserRegistered.class::isInstance)
                .map(event -> ((UserRegistered) event).externalId())
                .findFirst();
    }

    private Optional<String> holder(WorkspaceId workspace, LinkName name) {
        var events = within(workspace, new LinkNameId(workspace, name).toString());
        return !events.isEmpty() && events.getLast().event() instanceof LinkNameClaimed claimed
                ? Optional.of(claimed.connection())
                : Optional.empty();
    }

    private static Stream<RecordedEvent> untilLeft(
            List<RecordedEvent> authorization, String connection) {
        var left =
                authorization.stream()
                        .filter(recorded ->
                                recorded.event() instanceof AuthorizationUnmapped it
                                        && it.connection().equals(connection))
                        .reduce((_, last) -> last);
        // It also goes on beyond the commit in which it was left, to tell that it was retired.
        return authorization.stream()
                .filter(recorded ->
                        left.isEmpty()
                                || recorded.position() <= left.get().position()
                                || recorded.command().equals(left.get().command()));
    }

    /** An aggregate's events, as far as they are the workspace's. */
    public List<RecordedEvent> within(WorkspaceId workspace, String aggregate) {
        return log.readAggregate(aggregate, 0).stream()
                .filter(recorded -> recorded.workspace().equals(workspace))
                .toList();
    }

    private static @Nullable String authorizationOf(ConnectionEvent event) {
        return switch (event) {
            case ConnectionAuthorized it -> it.authorization();
            case ConnectionReauthorized it -> it.authorization();
            case AuthorizationReused it -> it.authorization();
            case AuthorizationSwitched it -> it.authorization();
            default -> null;
        };
    }
}
