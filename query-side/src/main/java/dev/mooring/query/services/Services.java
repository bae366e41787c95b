package dev.mooring.query.services;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.mooring.api.request.PathId;
import dev.mooring.language.LinkName;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.Documents;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers which services a workspace can connect to, and what they are. Thread-safe. */
public final class Services {

    public static final String NAME = "services";

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(CustomService.KIND, ServiceVersion.KIND, RegisteredClient.KIND),
                    List.of(),
                    List.of(
                            Indexes.ascending(
                                    MongoDocuments.WORKSPACE, MongoDocuments.KIND, "_id")));

    private final MongoDocuments documents;
    private final Catalog catalog;

    public Services(MongoDocuments documents, Catalog catalog) {
        this.documents = documents;
        this.catalog = catalog;
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * Every service at the version that is connected to.
     *
     * @param drafts whether services that are not published yet are shown too, at their newest
     *     version
     */
    List<KnownService> all(WorkspaceId workspace, boolean drafts) {
        var shown = new LinkedHashMap<String, CustomService>();
        for (var service :
                documents.list(
                        workspace,
                        CustomService.KIND,
                        List.of(eq(MongoDocuments.KIND, CustomService.KIND.name())),
                        Sorts.ascending("_id"),
                        0)) {
            var version = shownVersion(service, drafts);
            if (version != null) {
                shown.put(ServiceVersion.id(service.service(), version), service);
            }
        }
        var versions = documents.find(workspace, ServiceVersion.KIND, shown.keySet());
        return Stream.concat(
                        catalog.all().stream().map(Services::builtIn),
                        versions.entrySet().stream()
                                .flatMap(found ->
                                        Stream.ofNullable(shown.get(found.getKey()))
                                                .map(it -> known(it, found.getValue()))))
                .toList();
    }

    /**
     * One service.
     *
     * @param service a link name means the workspace's own service before a built-in one
     * @param version null for the one that is connected to, or the newest where drafts are shown
     *     and none is
     * @param drafts whether versions that were never published are shown
     */
    Optional<KnownService> find(
            WorkspaceId workspace, PathId service, @Nullable Integer version, boolean drafts) {
        return candidates(workspace, service)
                .flatMap(id -> find(workspace, id, version, drafts).stream())
                .findFirst();
    }

    /** The workspace's client at a service, if it has registered one. */
    Optional<RegisteredClient> client(WorkspaceId workspace, RegistrationId registration) {
        return documents.find(workspace, RegisteredClient.KIND, registration.value());
    }

    private Stream<ServiceId> candidates(WorkspaceId workspace, PathId service) {
        return switch (service) {
            case PathId.Id id -> Stream.of(new ServiceId(id.value()));
            case PathId.LinkName name ->
                    Stream.concat(
                            Stream.of(ServiceId.of(workspace, new LinkName(name.value()))),
                            catalog.all().stream()
                                    .filter(entry ->
                                            entry.definition().linkName().equals(name.value()))
                                    .map(Catalog.Entry::service));
        };
    }

    private Optional<KnownService> find(
            WorkspaceId workspace, ServiceId id, @Nullable Integer version, boolean drafts) {
        var builtIn = version == null ? catalog.find(id) : catalog.find(id, version);
        if (builtIn.isPresent()) {
            return builtIn.map(Services::builtIn);
        }
        var service = documents.find(workspace, CustomService.KIND, id.value()).orElse(null);
        if (service == null) {
            return Optional.empty();
        }
        var wanted = version == null ? shownVersion(service, drafts) : version;
        if (wanted == null || !(drafts || service.published().contains(wanted))) {
            return Optional.empty();
        }
        return documents
                .find(workspace, ServiceVersion.KIND, ServiceVersion.id(id.value(), wanted))
                .map(found -> known(service, found));
    }

    private static @Nullable Integer shownVersion(CustomService service, boolean drafts) {
        var current = service.current();
        return current == null && drafts ? Integer.valueOf(service.newest()) : current;
    }

    private static KnownService known(CustomService service, ServiceVersion version) {
        return new KnownService(
                service.service(),
                version.version(),
                false,
                service.published().contains(version.version()),
                service.newest(),
                service.revision(),
                version.definition());
    }

    private static KnownService builtIn(Catalog.Entry entry) {
        return new KnownService(
                entry.service().value(),
                entry.version(),
                true,
                true,
                entry.version(),
                entry.version(),
                entry.definition());
    }
}
