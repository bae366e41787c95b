package dev.mooring.services;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.language.service.ServiceEvent;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the command side looks services and clients up: custom ones at the log's head, built-in
 * ones in the catalog. A workspace sees its own and the built-in ones, and no other. Thread-safe.
 */
public final class ServiceDirectory {

    private final EventLog log;
    private final Catalog catalog;

    public ServiceDirectory(EventLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    /**
     * The version of a service that connections are made to.
     *
     * @param idOrLinkName a link name means the workspace's own service before a built-in one, so
     *     that no later catalog takes a name over
     * @throws Refusal {@code service.unknown}, {@code service.not_published}
     */
    public Service connectable(WorkspaceId workspace, String idOrLinkName) {
        return candidates(workspace, idOrLinkName)
                .flatMap(id ->
                        versions(workspace, id, Long.MAX_VALUE)
                                .map(versions -> published(workspace, id, versions))
                                .or(() -> builtIn(workspace, catalog.find(id)))
                                .stream())
                .findFirst()
                .orElseThrow(() -> Refusal.of(ErrorCode.SERVICE_UNKNOWN));
    }

    /**
     * A version of a service, published or not.
     *
     * @throws Refusal {@code service.unknown}
     */
    public Service version(WorkspaceId workspace, ServiceId service, int version) {
        return versions(workspace, service, Long.MAX_VALUE)
                .flatMap(all -> Optional.ofNullable(all.definitions().get(version)))
                .map(found -> Service.of(workspace, service, version, false, found))
                .or(() -> builtIn(workspace, catalog.find(service, version)))
                .orElseThrow(() -> Refusal.of(ErrorCode.SERVICE_UNKNOWN));
    }

    /**
     * The newest version of a service, be it a draft.
     *
     * @throws Refusal {@code service.unknown}
     */
    public Service newest(WorkspaceId workspace, ServiceId service) {
        return versions(workspace, service, Long.MAX_VALUE)
                .map(all ->
                        Service.of(
                                workspace,
                                service,
                                all.newest(),
                                false,
                                all.definitions().lastEntry().getValue()))
                .or(() -> builtIn(workspace, catalog.find(service)))
                .orElseThrow(() -> Refusal.of(ErrorCode.SERVICE_UNKNOWN));
    }

    /**
     * The client that a version of a service is to be used with from now on: the newest whose
     * secret may go where this version would send it. Empty where there is none, as for services
     * that take a user's keys.
     */
    public Optional<Client> client(Service service) {
        return clients(service)
                .filter(client -> fits(client, service))
                .map(ServiceDirectory::client)
                .reduce((older, newer) -> newer);
    }

    /**
     * The client to go on with what was begun or granted under one of its versions: the same client
     * id, with the newest secret that may go where the version of the service sends it.
     */
    public Optional<Client> client(Service service, int grantedVersion) {
        return clients(service)
                .filter(client -> client.version() == grantedVersion)
                .findFirst()
                .flatMap(granted ->
                        clients(service)
                                .filter(client -> client.clientId().equals(granted.clientId()))
                                .filter(client -> fits(client, service))
                                .map(ServiceDirectory::client)
                                .reduce((older, newer) -> newer));
    }

    /**
     * As {@link #client(Service)}.
     *
     * @throws Refusal {@code client.missing}
     */
    public Client requireClient(Service service) {
        return client(service).orElseThrow(() -> Refusal.of(ErrorCode.CLIENT_MISSING));
    }

    /**
     * The versions of a custom service as they were at one of its events; empty for a service that
     * is unknown, built-in or another workspace's.
     */
    Optional<ServiceVersions> versions(WorkspaceId workspace, ServiceId service, long sequence) {
        var events =
                events(workspace, service.value())
                        .filter(recorded -> recorded.sequence() <= sequence)
                        .map(recorded -> (ServiceEvent) recorded.event())
                        .toList();
        return events.isEmpty() ? Optional.empty() : Optional.of(ServiceVersions.of(events));
    }

    boolean isBuiltIn(ServiceId service) {
        return catalog.find(service).isPresent();
    }

    boolean isBuiltIn(LinkName name) {
        return builtIns(name).findAny().isPresent();
    }

    private Stream<ServiceId> candidates(WorkspaceId workspace, String idOrLinkName) {
        if (ServiceId.isValid(idOrLinkName)) {
            return Stream.of(new ServiceId(idOrLinkName));
        }
        if (LinkName.isValid(idOrLinkName)) {
            var name = new LinkName(idOrLinkName);
            return Stream.concat(Stream.of(ServiceId.of(workspace, name)), builtIns(name));
        }
        return Stream.empty();
    }

    private Stream<ServiceId> builtIns(LinkName name) {
        return catalog.all().stream()
                .filter(entry -> entry.definition().linkName().equals(name.value()))
                .map(Catalog.Entry::service);
    }

    private static Service published(
            WorkspaceId workspace, ServiceId service, ServiceVersions versions) {
        var version = versions.published();
        var definition = version == null ? null : versions.definitions().get(version);
        if (version == null || definition == null) {
            throw Refusal.of(ErrorCode.SERVICE_NOT_PUBLISHED);
        }
        return Service.of(workspace, service, version, false, definition);
    }

    private static Optional<Service> builtIn(WorkspaceId workspace, Optional<Catalog.Entry> found) {
        return found.map(entry ->
                Service.of(workspace, entry.service(), entry.version(), true, entry.definition()));
    }

    private Stream<ClientRegistered> clients(Service service) {
        return service.hasClients()
                ? events(service.workspace(), service.registration().value())
                        .map(recorded -> (ClientRegistered) recorded.event())
                : Stream.empty();
    }

    private Stream<RecordedEvent> events(WorkspaceId workspace, String aggregate) {
        return log.readAggregate(aggregate, 0).stream()
                .filter(recorded -> recorded.workspace().equals(workspace));
    }

    private static boolean fits(ClientRegistered client, Service service) {
        return client.destinations().equals(service.definition().destinations())
                && client.vaultVersion() > 0 == service.hasConfidentialClients();
    }

    private static Client client(ClientRegistered event) {
        return new Client(
                new RegistrationId(event.registration()),
                event.clientId(),
                event.version(),
                event.vaultVersion());
    }
}
