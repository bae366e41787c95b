package dev.mooring.query.services;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/services} and {@code GET /v1/services/{service}}. */
@RestController
@Tag(name = "Services")
final class ServicesEndpoint {

    private static final Comparator<Place> BY_NAME =
            Comparator.comparing(Place::name).thenComparing(Place::service);

    private final Services services;
    private final ApiProperties properties;

    ServicesEndpoint(Services services, ApiProperties properties) {
        this.services = services;
        this.properties = properties;
    }

    /** Where a page ended. */
    record Place(String name, String service) {

        static Place of(KnownService service) {
            return new Place(service.definition().name().toLowerCase(Locale.ROOT), service.id());
        }
    }

    /**
     * @param version that connections are made to, or the newest of a draft
     * @param published whether it can be connected to; drafts are shown to services:admin only
     */
    record ServiceCard(
            String id,
            String linkName,
            String name,
            String description,
            String category,
            String authType,
            boolean builtIn,
            int version,
            boolean published) {

        static ServiceCard of(KnownService service) {
            var definition = service.definition();
            return new ServiceCard(
                    service.id(),
                    definition.linkName(),
                    definition.name(),
                    definition.description(),
                    definition.category(),
                    definition.auth().type(),
                    service.builtIn(),
                    service.version(),
                    service.published());
        }
    }

    @GetMapping("/v1/services")
    @RequiresScope(value = Scope.CONNECTIONS_READ, or = Scope.SERVICES_ADMIN)
    @Reflects(Services.NAME)
    @Operation(
            summary = "List the services that can be connected to",
            description = "By name: the catalog's and the workspace's own.")
    Page<ServiceCard> list(
            Caller caller,
            Paging paging,
            @Parameter(description = "Looked for in name, link name, description and category")
                    @RequestParam(required = false)
                    @Nullable String q,
            @RequestParam(required = false) @Nullable String authType) {
        var after = paging.after(Place.class);
        var matching =
                services
                        .all(new WorkspaceId(caller.workspace()), caller.has(Scope.SERVICES_ADMIN))
                        .stream()
                        .filter(it -> authType == null || typeOf(it).equals(authType))
                        .filter(it -> q == null || mentions(it, q))
                        .filter(it -> after == null || BY_NAME.compare(Place.of(it), after) > 0)
                        .sorted(Comparator.comparing(Place::of, BY_NAME))
                        .limit(paging.limit() + 1L)
                        .toList();
        var shown = matching.stream().limit(paging.limit()).toList();
        return paging.page(
                shown.stream().map(ServiceCard::of).toList(),
                matching.size() > shown.size() ? Place.of(shown.getLast()) : null);
    }

    @GetMapping("/v1/services/{service}")
    @RequiresScope(value = Scope.CONNECTIONS_READ, or = Scope.SERVICES_ADMIN)
    @Reflects(Services.NAME)
    @Operation(
            summary = "Show a service",
            description =
                    "At the version that connections are made to, or at another published one.")
    ResponseEntity<ServiceAnswer> service(
            Caller caller,
            @Parameter(description = "Id or link name") @PathVariable String service,
            @RequestParam(required = false) @Nullable Integer version) {
        var workspace = new WorkspaceId(caller.workspace());
        var administers = caller.has(Scope.SERVICES_ADMIN);
        var found =
                services.find(workspace, PathId.of("svc", service), version, administers)
                        .orElseThrow(() -> Refusal.of(ErrorCode.SERVICE_UNKNOWN));
        var answer = ServiceAnswer.of(found, administers ? administration(workspace, found) : null);
        return Answers.ok(answer, found.revision());
    }

    private ServiceAnswer.Administration administration(
            WorkspaceId workspace, KnownService service) {
        var auth = service.definition().auth();
        if (!(auth instanceof Auth.OAuth2AuthorizationCode)) {
            return new ServiceAnswer.Administration(service.newest(), auth, null, null);
        }
        var registration = RegistrationId.of(workspace, new ServiceId(service.id()));
        return new ServiceAnswer.Administration(
                service.newest(),
                auth,
                services.client(workspace, registration)
                        .map(RegisteredClient::clientId)
                        .orElse(null),
                properties.url("/callback/" + registration));
    }

    private static String typeOf(KnownService service) {
        return service.definition().auth().type();
    }

    private static boolean mentions(KnownService service, String q) {
        var definition = service.definition();
        return String.join(
                        "\n",
                        definition.name(),
                        definition.linkName(),
                        definition.description(),
                        definition.category())
                .toLowerCase(Locale.ROOT)
                .contains(q.strip().toLowerCase(Locale.ROOT));
    }
}
