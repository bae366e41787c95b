package dev.mooring.outbound;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer read as one JSON object, by a reader that trusts nothing. */
public sealed interface JsonAnswer {

    /** Deepest nesting that is read. */
    int MOST_DEPTH = 32;

    /** A JSON object. Its content may be secret. */
    record Parsed(ObjectNode object) implements JsonAnswer {

        @Override
        public String toString() {
            return "Parsed" + object.propertyNames();
        }
    }

    /** Not a JSON object of the depth that we read. */
    record NotJson(Reason reason) implements JsonAnswer {

        /** Why it was not read. */
        public enum Reason {
            /** The media type is neither application/json nor application/*+json. */
            MEDIA_TYPE,
            /**
             * Not JSON, nested too deep, with a member named twice, or with something behind it.
             */
            MALFORMED,
            /** JSON, but not an object. */
            NOT_AN_OBJECT
        }
    }

    /** Reads an answer whose media type says JSON. */
    static JsonAnswer of(Outcome.Answered answer) {
        if (!saysJson(answer.headers().first("Content-Type").orElse(""))) {
            return new NotJson(NotJson.Reason.MEDIA_TYPE);
        }
        try {
            JsonNode node = Reader.MAPPER.readTree(answer.body());
            return node instanceof ObjectNode object
                    ? new Parsed(object)
                    : new NotJson(NotJson.Reason.NOT_AN_OBJECT);
        } catch (JacksonException e) {
            return new NotJson(NotJson.Reason.MALFORMED);
        }
    }

    private static boolean saysJson(String contentType) {
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.equals("application/json")
                || (lower.startsWith("application/") && lower.endsWith("+json"));
    }

    /** Holds the mapper: made once, and only when something is read. */
    final class Reader {

        private static final JsonMapper MAPPER =
                JsonMapper.builder(
                                JsonFactory.builder()
                                        .streamReadConstraints(
                                                StreamReadConstraints.builder()
                                                        .maxNestingDepth(MOST_DEPTH)
                                                        .build())
                                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                        .build())
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();

        private Reader() {}
    }
}
