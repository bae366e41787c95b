package dev.mooring.backup;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Manifests as JSON: strict, so that nothing is restored that this version does not know. */
final class Manifests {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private Manifests() {}

    static byte[] toBytes(Manifest manifest) {
        return (JSON.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Manifest parse(byte[] json, Object where) {
        try {
            var manifest = JSON.readValue(json, Manifest.class);
            if (!manifest.format().equals(Manifest.FORMAT)) {
                throw new BackupException(
                        "%s is of format %s, and this version reads %s"
                                .formatted(where, manifest.format(), Manifest.FORMAT));
            }
            return manifest;
        } catch (JacksonException e) {
            throw new BackupException("%s is no manifest of a backup".formatted(where), e);
        }
    }
}
