package dev.mooring.eventlog.format;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as its JSON says it, personal text still ciphertext. Keys are written in the order of
 * the components, metadata likewise, the payload last; what is null is left out. It holds no number
 * that a renumbering of commits would change.
 *
 * @param id {@code <commit id>-<index in the commit>}
 * @param metadata where it comes from
 */
public record Envelope(
        String id,
        String type,
        String revision,
        String aggregateType,
        String aggregateId,
        long sequence,
        Instant time,
        Metadata metadata,
        ObjectNode payload) {

    /** In bytes; more makes it grow. */
    private static final int USUAL_SIZE = 1024;

    /** Writes the bytes that are stored. */
    public EventBytes toBytes() {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (var json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("type", type);
            json.writeStringProperty("revision", revision);
            json.writeStringProperty("aggregateType", aggregateType);
            json.writeStringProperty("aggregateId", aggregateId);
            json.writeNumberProperty("sequence", sequence);
            json.writeStringProperty("time", Times.format(time));
            json.writeObjectPropertyStart("metadata");
            write(json, "owner", metadata.owner());
            write(json, "actor", metadata.actor());
            write(json, "client", metadata.client());
            write(json, "request", metadata.request());
            write(json, "cause", metadata.cause());
            write(json, "address", metadata.address());
            json.writeEndObject();
            json.writeName("payload");
            json.writeTree(payload);
            json.writeEndObject();
        }
        return new EventBytes(bytes.toByteArray());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws JacksonException for other bytes
     */
    public static Envelope parse(EventBytes bytes) {
        var asWritten = EnvelopeBytes.read(bytes.shared());
        return asWritten == null ? EnvelopeReader.read(bytes) : asWritten;
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
