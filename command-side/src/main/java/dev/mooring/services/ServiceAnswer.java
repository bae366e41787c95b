package dev.mooring.services;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A custom service as it stands after a change: as posted, without secrets.
 *
 * @param version of what is shown, which is the newest
 * @param publishedVersion the one that connections are made to; null for a draft
 * @param redirectUri to be registered at the service; null where the service knows no clients
 */
record ServiceAnswer(
        String id,
        int version,
        @Nullable Integer publishedVersion,
        String name,
        String linkName,
        String description,
        String category,
        Auth auth,
        List<ScopeDefinition> scopes,
        Api api,
        List<Parameter> parameters,
        @Nullable URI redirectUri) {

    /** Where the service's API is. */
    record Api(List<String> baseUrls) {}

    /** A parameter of connections. */
    record Parameter(
            String name,
            String label,
            String pattern,
            boolean required,
            @JsonProperty("default") @Nullable String defaultValue,
            boolean lowercase) {

        private static Parameter of(ParameterDefinition definition) {
            return new Parameter(
                    definition.name(),
                    definition.label(),
                    definition.pattern(),
                    definition.required(),
                    definition.defaultValue(),
                    definition.lowercase());
        }
    }

    static ServiceAnswer of(
            Service service, @Nullable Integer publishedVersion, @Nullable URI redirectUri) {
        var definition = service.definition();
        return new ServiceAnswer(
                service.id().value(),
                service.version(),
                publishedVersion,
                definition.name(),
                definition.linkName(),
                definition.description(),
                definition.category(),
                definition.auth(),
                definition.scopes(),
                new Api(definition.baseUrls()),
                definition.parameters().stream().map(Parameter::of).toList(),
                redirectUri);
    }
}
