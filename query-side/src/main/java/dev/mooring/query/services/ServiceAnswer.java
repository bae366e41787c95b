package dev.mooring.query.services;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service as the API shows it. It holds no secret: none stands in a definition.
 *
 * @param version of what is shown; connections stay on theirs
 * @param published whether connections can be made to this version, or could be once
 * @param administration what only services:admin sees
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServiceAnswer(
        String id,
        String linkName,
        String name,
        String description,
        String category,
        boolean builtIn,
        int version,
        boolean published,
        Authorizing auth,
        Scopes scopes,
        List<Parameter> parameters,
        Api api,
        @Nullable Administration administration) {

    /**
     * What the user has to give.
     *
     * @param keys for type {@code api_key}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Authorizing(String type, @Nullable List<Key> keys) {}

    record Key(String name, String label) {}

    /** By what they permit; a scope that permits several things stands in several groups. */
    record Scopes(List<Scope> create, List<Scope> read, List<Scope> update, List<Scope> delete) {}

    /**
     * @param implies other scopes that come with it
     */
    record Scope(String name, String description, List<String> implies) {}

    /**
     * @param pattern what a value matches as a whole, in RE2 syntax
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameter(
            String name,
            String label,
            String pattern,
            boolean required,
            @JsonProperty("default") @Nullable String defaultValue) {}

    record Api(List<String> baseUrls) {}

    /**
     * @param newestVersion be it a draft
     * @param auth places and rules
     * @param clientId of the workspace's client; absent before one is registered
     * @param redirectUri to be registered at the service
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Administration(
            int newestVersion,
            Auth auth,
            @Nullable String clientId,
            @Nullable String redirectUri) {}

    static ServiceAnswer of(KnownService service, @Nullable Administration administration) {
        var definition = service.definition();
        return new ServiceAnswer(
                service.id(),
                definition.linkName(),
                definition.name(),
                definition.description(),
                definition.category(),
                service.builtIn(),
                service.version(),
                service.published(),
                authorizing(definition.auth()),
                new Scopes(
                        permitting(definition.scopes(), ScopeDefinition.Access.CREATE),
                        permitting(definition.scopes(), ScopeDefinition.Access.READ),
                        permitting(definition.scopes(), ScopeDefinition.Access.UPDATE),
                        permitting(definition.scopes(), ScopeDefinition.Access.DELETE)),
                definition.parameters().stream().map(ServiceAnswer::parameter).toList(),
                new Api(definition.baseUrls()),
                administration);
    }

    private static Authorizing authorizing(Auth auth) {
        return new Authorizing(
                auth.type(),
                auth instanceof Auth.ApiKeys keys
                        ? keys.keys().stream().map(it -> new Key(it.name(), it.label())).toList()
                        : null);
    }

    private static List<Scope> permitting(
            List<ScopeDefinition> scopes, ScopeDefinition.Access access) {
        return scopes.stream()
                .filter(scope -> scope.access().contains(access))
                .map(it -> new Scope(it.name(), it.description(), it.implies()))
                .toList();
    }

    private static Parameter parameter(ParameterDefinition it) {
        return new Parameter(it.name(), it.label(), it.pattern(), it.required(), it.defaultValue());
    }
}
