package dev.mooring.eventlog.format;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one envelope, in whatever form of JSON, in one pass. Only its payload becomes a tree, for
 * the upcasters. Properties that a newer version adds are passed over.
 */
final class EnvelopeReader {

    private final JsonParser json;

    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String revision;
    private @Nullable String aggregateType;
    private @Nullable String aggregateId;
    private @Nullable Long sequence;
    private @Nullable Instant time;
    private @Nullable Metadata metadata;
    private @Nullable ObjectNode payload;

    private EnvelopeReader(JsonParser json) {
        this.json = json;
    }

    /**
     * @throws JacksonException for what is no envelope
     */
    static Envelope read(EventBytes bytes) {
        try (var json = Json.MAPPER.createParser(bytes.shared())) {
            return new EnvelopeReader(json).envelope();
        }
    }

    private Envelope envelope() {
        start(json.nextToken());
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var value = json.nextToken();
            switch (name) {
                case "id" -> id = once(id, text(value));
                case "type" -> type = once(type, text(value));
                case "revision" -> revision = once(revision, text(value));
                case "aggregateType" -> aggregateType = once(aggregateType, text(value));
                case "aggregateId" -> aggregateId = once(aggregateId, text(value));
                case "sequence" -> sequence = once(sequence, number(value));
                case "time" -> time = once(time, time(value));
                case "metadata" -> metadata = once(metadata, metadata(value));
                case "payload" -> payload = once(payload, tree(value));
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw wrong("more than an envelope");
        }
        return new Envelope(
                present("id", id),
                present("type", type),
                present("revision", revision),
                present("aggregateType", aggregateType),
                present("aggregateId", aggregateId),
                present("sequence", sequence),
                present("time", time),
                present("metadata", metadata),
                present("payload", payload));
    }

    private Metadata metadata(JsonToken start) {
        start(start);
        @Nullable String owner = null;
        @Nullable String actor = null;
        @Nullable String client = null;
        @Nullable String request = null;
        @Nullable String cause = null;
        @Nullable String address = null;
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var value = json.nextToken();
            switch (name) {
                case "owner" -> owner = once(owner, text(value));
                case "actor" -> actor = once(actor, text(value));
                case "client" -> client = once(client, text(value));
                case "request" -> request = once(request, text(value));
                case "cause" -> cause = once(cause, text(value));
                case "address" -> address = once(address, text(value));
                default -> json.skipChildren();
            }
        }
        return new Metadata(
                owner,
                present("actor", actor),
                client,
                present("request", request),
                cause,
                address);
    }

    private void start(@Nullable JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw wrong("no object");
        }
    }

    private String text(JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            throw wrong("no text");
        }
        return json.getString();
    }

    private long number(JsonToken token) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw wrong("no whole number");
        }
        return json.getLongValue();
    }

    private Instant time(JsonToken token) {
        try {
            return Times.parse(text(token));
        } catch (DateTimeException e) {
            throw wrong("no time");
        }
    }

    private ObjectNode tree(JsonToken token) {
        start(token);
        return json.readValueAsTree();
    }

    /** The reader of JSON could see to this, for a set of names per object. */
    private <T> T once(@Nullable T before, T value) {
        if (before != null) {
            throw wrong("a property twice");
        }
        return value;
    }

    private <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw wrong("without " + name);
        }
        return value;
    }

    private StreamReadException wrong(String what) {
        return new StreamReadException(json, what);
    }
}
