package dev.mooring.services;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ClientCommand.LeadClient;
import dev.mooring.language.service.ServiceCommand.Discovered;
import dev.mooring.oauth2.Discovery;
import dev.mooring.oauth2.ServerMetadata;
import dev.mooring.services.posted.MetadataReader;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the endpoints of a service that was posted with its issuer alone, once: what is found is
 * pinned into the version that is published (security.md 12). Thread-safe; blocks.
 */
final class ServiceDiscovery {

    private final Discovery discovery;
    private final MetadataReader reader;

    ServiceDiscovery(Discovery discovery, MetadataReader reader) {
        this.discovery = discovery;
        this.reader = reader;
    }

    /**
     * What publishing a version needs to know; empty where its endpoints are there.
     *
     * @throws Refusal {@code service.metadata_unavailable}, {@code service.issuer_mismatch}, {@code
     *     service.metadata_unusable}
     */
    Optional<Discovered> discover(Service service, Instant at) {
        if (!(service.definition().auth() instanceof Auth.OAuth2AuthorizationCode draft)
                || !draft.awaitsDiscovery()
                || draft.issuer() == null) {
            return Optional.empty();
        }
        var pinned = service.definition().with(reader.pin(draft, metadata(draft.issuer())));
        return Optional.of(
                new Discovered(
                        service.version(),
                        pinned,
                        new LeadClient(
                                service.registration(),
                                service.id(),
                                service.definition().destinations(),
                                pinned.destinations(),
                                at)));
    }

    private ServerMetadata metadata(String issuer) {
        return switch (discovery.ask(issuer)) {
            case Discovery.Answer.Found(var metadata) -> metadata;
            case Discovery.Answer.OfAnother(var told) ->
                    throw Refusal.of(
                            ErrorCode.SERVICE_ISSUER_MISMATCH,
                            "the metadata of %s is that of %s".formatted(issuer, told));
            case Discovery.Answer.None(var why) ->
                    throw Refusal.of(
                            ErrorCode.SERVICE_METADATA_UNAVAILABLE,
                            switch (why) {
                                case NOT_THERE ->
                                        "%s has no metadata where RFC 8414 or OpenID Connect have it"
                                                .formatted(issuer);
                                case NOT_CALLED ->
                                        "%s is at no address that is called from here"
                                                .formatted(issuer);
                                case NOT_ANSWERED -> "%s does not answer".formatted(issuer);
                            });
        };
    }
}
