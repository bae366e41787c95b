package dev.mooring.language.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A level of access that a connection can ask for.
 *
 * @param name exact string, as the service knows it
 * @param access what it permits
 * @param implies other scopes that come with it
 */
public record ScopeDefinition(
        String name, String description, List<Access> access, List<String> implies) {

    public ScopeDefinition {
        access = List.copyOf(access);
        implies = List.copyOf(implies);
    }

    /** What a scope lets one do with something at the service. */
    public enum Access {
        @JsonProperty("create")
        CREATE,
        @JsonProperty("read")
        READ,
        @JsonProperty("update")
        UPDATE,
        @JsonProperty("delete")
        DELETE
    }
}
