package dev.mooring.eventlog.format;

import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnknownEventException;
import dev.mooring.eventlog.UnreadableEventException;
import dev.mooring.eventlog.Upcaster.Stored;
import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Commits as callers know them, to and from the stored format. Thread-safe. */
public final class CommitCodec {

    private final Payloads payloads;

    public CommitCodec(Payloads payloads) {
        this.payloads = payloads;
    }

    /**
     * Encodes a commit, encrypting what is personal.
     *
     * @throws IllegalArgumentException where two events claim one sequence, or an event is unknown
     * @throws dev.mooring.eventlog.CommitTooLargeException above {@link SealedCommit#MAX_SIZE}
     */
    public SealedCommit seal(NewCommit commit) {
        var keys = new ArrayList<String>();
        var events = new ArrayList<EventBytes>();
        var metadata = protect(commit);
        for (var event : commit.events()) {
            keys.add(SealedCommit.key(event.event().aggregateId(), event.sequence()));
            var bytes = envelope(commit, event, events.size(), metadata).toBytes();
            // Here, where each caller has a thread of his own, and not where one writes for all.
            bytes.leaf();
            events.add(bytes);
        }
        keys.add(commit.id().value());
        return SealedCommit.checked(commit.workspace().value(), commit.id().value(), keys, events);
    }

    /**
     * Decodes the events of a commit.
     *
     * @throws LogCorruptException where they are not what this version can have written
     */
    public List<RecordedEvent> open(CommitDocument document) {
        var events = new ArrayList<RecordedEvent>();
        for (int i = 0; i < document.content().events().size(); i++) {
            events.add(open(document, i));
        }
        return events;
    }

    /** Decodes one event of a commit. */
    public RecordedEvent open(CommitDocument document, int index) {
        var workspace = document.content().workspace();
        var command = document.content().id();
        var place = new Place(document.number(), index, document.first() + index);
        try {
            var envelope = Envelope.parse(document.content().events().get(index));
            var stored = new Stored(envelope.type(), envelope.revision(), envelope.payload());
            return new RecordedEvent(
                    place,
                    new WorkspaceId(workspace),
                    new CommandId(command),
                    envelope.id(),
                    envelope.type(),
                    envelope.revision(),
                    envelope.aggregateType(),
                    envelope.aggregateId(),
                    envelope.sequence(),
                    envelope.time(),
                    origin(workspace, command, envelope.metadata()),
                    payloads.read(workspace, envelope.id(), stored));
        } catch (JacksonException e) {
            // Its message may quote the source, which may be personal.
            throw new LogCorruptException(
                    "the event at position %d is no envelope".formatted(place.position()));
        }
    }

    /**
     * Tells where an event stands and whose it is that cannot be decoded.
     *
     * @throws LogCorruptException where it is no envelope either
     */
    public UnreadableEventException unreadable(
            CommitDocument document, int index, RuntimeException why) {
        var place = new Place(document.number(), index, document.first() + index);
        try {
            var envelope = Envelope.parse(document.content().events().get(index));
            return new UnreadableEventException(
                    place,
                    new WorkspaceId(document.content().workspace()),
                    envelope.metadata().owner(),
                    envelope.id(),
                    envelope.type(),
                    why instanceof UnknownEventException,
                    why);
        } catch (JacksonException e) {
            throw new LogCorruptException(
                    "the event at position %d is no envelope".formatted(place.position()));
        }
    }

    /** The events of a commit that was written as this document, without decoding them. */
    public List<RecordedEvent> recorded(NewCommit commit, CommitDocument document) {
        var events = new ArrayList<RecordedEvent>();
        for (var event : commit.events()) {
            int index = events.size();
            var name = payloads.nameOf(event.event());
            events.add(
                    new RecordedEvent(
                            new Place(document.number(), index, document.first() + index),
                            commit.workspace(),
                            commit.id(),
                            id(commit, index),
                            name.type(),
                            name.revision(),
                            name.aggregateType(),
                            event.event().aggregateId(),
                            event.sequence(),
                            commit.at(),
                            commit.origin(),
                            event.event()));
        }
        return events;
    }

    private static String id(NewCommit commit, int index) {
        return commit.id().value() + "-" + index;
    }

    private Envelope envelope(NewCommit commit, NewEvent event, int index, Metadata metadata) {
        var id = id(commit, index);
        var stored = payloads.write(commit.workspace().value(), id, event.event());
        return new Envelope(
                id,
                stored.type(),
                stored.revision(),
                payloads.nameOf(event.event()).aggregateType(),
                event.event().aggregateId(),
                event.sequence(),
                commit.at(),
                metadata,
                stored.payload());
    }

    private Metadata protect(NewCommit commit) {
        var origin = commit.origin();
        var address = origin.address();
        return new Metadata(
                origin.owner(),
                origin.actor(),
                origin.client(),
                origin.request(),
                origin.cause(),
                address == null
                        ? null
                        : payloads.protect(
                                commit.workspace().value(),
                                origin.subject(),
                                address.text(),
                                commit.id().value()));
    }

    private Origin origin(String workspace, String command, Metadata metadata) {
        var address = metadata.address();
        return new Origin(
                metadata.owner(),
                metadata.actor(),
                metadata.client(),
                metadata.request(),
                metadata.cause(),
                address == null
                        ? null
                        : Address.stored(
                                address,
                                stored ->
                                        payloads.reveal(
                                                workspace, metadata.subject(), stored, command)));
    }
}
