package dev.mooring.query.connectiondetails;

import dev.mooring.api.request.PathId;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.LinkName;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.linkname.LinkNameId;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.Documents;
import dev.mooring.query.Key;
import dev.mooring.query.Kind;
import dev.mooring.query.ReadModel;
import dev.mooring.query.connection.ConnectionState;
import dev.mooring.query.connection.GrantState;
import dev.mooring.query.names.ApplicationName;
import dev.mooring.query.names.ServiceName;
import dev.mooring.query.names.UserName;
import dev.mooring.query.past.PastDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers about one connection or attempt; every document is found by its id. Thread-safe. */
public final class ConnectionDetails {

    public static final String NAME = "connection-details";

    static final Kind<ConnectionState> CONNECTION =
            new Kind<>(
                            "connection",
                            ConnectionState.class,
                            ConnectionState::concern,
                            ConnectionState::fold)
                    .personal(ConnectionState::user, ConnectionState::erased);

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(
                            CONNECTION,
                            GrantState.KIND,
                            AttemptState.KIND,
                            LinkNameHolder.KIND,
                            ServiceName.KIND,
                            ApplicationName.KIND,
                            UserName.KIND),
                    List.of(),
                    List.of());

    private final Documents documents;
    private final Catalog catalog;

    public ConnectionDetails(Documents documents, Catalog catalog) {
        this.documents = documents;
        this.catalog = catalog;
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * The same answers as of right after a position.
     *
     * @return for one query
     */
    ConnectionDetails at(EventLog log, long position) {
        return new ConnectionDetails(
                PastDocuments.of(log, position, ConnectionDetails::aggregate), catalog);
    }

    /** Every document that is read here is made of the events of one aggregate. */
    private static String aggregate(Key<?> key) {
        return key.kind().equals(LinkNameHolder.KIND)
                ? new LinkNameId(key.workspace(), new LinkName(key.id())).toString()
                : key.id();
    }

    /** A user's connection; another user's is as unknown as none. */
    Optional<ConnectionState> find(WorkspaceId workspace, UserId user, PathId connection) {
        var id =
                switch (connection) {
                    case PathId.Id given -> Optional.of(given.value());
                    case PathId.LinkName name ->
                            documents
                                    .find(workspace, LinkNameHolder.KIND, name.value())
                                    .map(LinkNameHolder::connection);
                };
        return id.flatMap(it -> documents.find(workspace, CONNECTION, it))
                .filter(found -> found.user().equals(user.value()));
    }

    /** A user's attempt; another user's is as unknown as none. */
    Optional<AttemptState> attempt(WorkspaceId workspace, UserId user, String attempt) {
        return documents
                .find(workspace, AttemptState.KIND, attempt)
                .filter(found -> found.user().equals(user.value()));
    }

    /**
     * @param externalId the owner, as the workspace knows him
     */
    Details details(
            WorkspaceId workspace, ConnectionState connection, String externalId, Instant now) {
        var authorization = connection.mapping().authorization();
        var grant =
                authorization == null
                        ? null
                        : documents.find(workspace, GrantState.KIND, authorization).orElse(null);
        var actors = actors(workspace, connection, grant == null ? null : grant.granted().by());
        var applications =
                documents
                        .find(workspace, ApplicationName.KIND, connection.applications())
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().name()));
        return Details.of(
                connection,
                grant,
                service(workspace, connection),
                externalId,
                actor -> actors.getOrDefault(actor, actor),
                applications,
                now);
    }

    private Details.Service service(WorkspaceId workspace, ConnectionState connection) {
        var id = connection.service();
        var version = connection.configured().serviceVersion();
        return catalog.find(new ServiceId(id))
                .map(entry -> new Details.Service(id, entry.definition().name(), version, true))
                .orElseGet(() ->
                        new Details.Service(
                                id,
                                documents
                                        .find(workspace, ServiceName.KIND, id)
                                        .map(ServiceName::name)
                                        .orElse(null),
                                version,
                                false));
    }

    /** Users among those who acted, by what the workspace calls them. */
    private Map<String, String> actors(
            WorkspaceId workspace, ConnectionState connection, @Nullable String grantedBy) {
        var ids =
                Stream.of(connection.created().by(), connection.changed().by(), grantedBy)
                        .filter(Objects::nonNull)
                        .filter(UserId::isValid)
                        .distinct()
                        .toList();
        return documents.find(workspace, UserName.KIND, ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().externalId()));
    }
}
