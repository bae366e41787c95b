package dev.mooring.query;

import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.EventTypes;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.activity.ActivityEvents;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events as the log would have recorded them, one commit after the other. */
public final class Story {

    public static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_one");
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    public static final String ADDRESS = "192.0.2.0/24";

    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private WorkspaceId workspace = WORKSPACE;
    private final Map<String, String> owners = new HashMap<>();
    private String actor = "key_backend";
    private Instant now = START;
    private long commits;

    public Story in(WorkspaceId other) {
        workspace = other;
        return this;
    }

    public Story by(String other) {
        actor = other;
        return this;
    }

    public Story later(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    /** One commit. */
    public Story then(DomainEvent... happened) {
        return then(List.of(happened));
    }

    public Story then(List<? extends DomainEvent> happened) {
        commits++;
        var command = CommandId.of("story", Long.toString(commits));
        for (int i = 0; i < happened.size(); i++) {
            var event = happened.get(i);
            var name = nameOf(event);
            events.add(
                    new RecordedEvent(
                            new Place(commits, i, events.size() + 1L),
                            workspace,
                            command,
                            "evt_" + commits + "_" + i,
                            name.type(),
                            name.revision(),
                            name.aggregateType(),
                            event.aggregateId(),
                            sequences.merge(event.aggregateId(), 0L, (last, _) -> last + 1),
                            now,
                            new Origin(
                                    owner(event),
                                    actor,
                                    null,
                                    "req_" + commits,
                                    null,
                                    Address.of(ADDRESS)),
                            event));
        }
        return this;
    }

    private static EventTypes.Name nameOf(DomainEvent event) {
        var ofTheDomain = DomainEvents.TYPES.nameOf(event.getClass());
        return ofTheDomain == null ? ActivityEvents.TYPES.nameOf(event.getClass()) : ofTheDomain;
    }

    /** Whose the aggregate is: the user whom its first event names. */
    private String owner(DomainEvent event) {
        var user =
                switch (event) {
                    case UserRegistered it -> it.user();
                    case ConnectionCreated it -> it.user();
                    case AuthorizationGranted it -> it.user();
                    case LinkNameClaimed it -> owners.get(it.connection());
                    default -> owners.get(event.aggregateId());
                };
        owners.put(event.aggregateId(), user);
        return user;
    }

    public Instant now() {
        return now;
    }

    public List<RecordedEvent> events() {
        return List.copyOf(events);
    }

    public RecordedEvent last() {
        return events.getLast();
    }
}
