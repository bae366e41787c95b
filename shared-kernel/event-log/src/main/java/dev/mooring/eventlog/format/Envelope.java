package dev.mooring.eventlog.format;

import dev.mooring.eventlog.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as its JSON says it, personal text still ciphertext. Keys are written in the order of
 * the components, metadata in the order of {@link Origin}'s, the payload last; what is null is left
 * out. It holds no number that a renumbering of commits would change.
 *
 * @param id {@code <commit id>-<index in the commit>}
 * @param metadata the origin, its address as ciphertext
 */
public record Envelope(
        String id,
        String type,
        String revision,
        String aggregateType,
        String aggregateId,
        long sequence,
        Instant time,
        Origin metadata,
        ObjectNode payload) {

    /** RFC 3339 with milliseconds, always three digits of them, in UTC. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Writes the bytes that are stored. */
    public EventBytes toBytes() {
        var json = Json.MAPPER.createObjectNode();
        json.put("id", id);
        json.put("type", type);
        json.put("revision", revision);
        json.put("aggregateType", aggregateType);
        json.put("aggregateId", aggregateId);
        json.put("sequence", sequence);
        json.put("time", TIME.format(time));
        var meta = json.putObject("metadata");
        put(meta, "owner", metadata.owner());
        put(meta, "actor", metadata.actor());
        put(meta, "client", metadata.client());
        put(meta, "request", metadata.request());
        put(meta, "cause", metadata.cause());
        put(meta, "address", metadata.address());
        json.set("payload", payload);
        return new EventBytes(Json.MAPPER.writeValueAsBytes(json));
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Envelope parse(EventBytes bytes) {
        var json = Json.MAPPER.readTree(bytes.shared());
        var meta = json.required("metadata");
        return new Envelope(
                json.required("id").stringValue(),
                json.required("type").stringValue(),
                json.required("revision").stringValue(),
                json.required("aggregateType").stringValue(),
                json.required("aggregateId").stringValue(),
                json.required("sequence").longValue(),
                Instant.parse(json.required("time").stringValue()),
                new Origin(
                        get(meta, "owner"),
                        meta.required("actor").stringValue(),
                        get(meta, "client"),
                        meta.required("request").stringValue(),
                        get(meta, "cause"),
                        get(meta, "address")),
                (ObjectNode) json.required("payload"));
    }

    private static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    private static @Nullable String get(JsonNode node, String key) {
        var value = node.get(key);
        return value == null ? null : value.stringValue();
    }
}
