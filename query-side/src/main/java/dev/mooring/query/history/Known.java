package dev.mooring.query.history;

import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.IssuerEvent.IssuerDropped;
import dev.mooring.language.workspace.IssuerEvent.IssuerTrusted;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import dev.mooring.language.workspace.KeyEvent.PreviousSecretEnded;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserErased;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.language.workspace.WorkspaceEvent;
import dev.mooring.language.workspace.WorkspaceEvent.IssuerRemoved;
import dev.mooring.language.workspace.WorkspaceEvent.IssuerSet;
import dev.mooring.language.workspace.WorkspaceEvent.WorkspaceCreated;

/**
 * What is known of the things that administrators see to, event by event. Pure, and exhaustive: an
 * event that is new does not compile before it is said what it changes. Hashes of secrets are no
 * facts to show.
 */
final class Known {

    private static final String ISSUER = "issuer";
    private static final String CONNECTION = "connection";
    private static final String PREVIOUS_ENDS_AT = "previousEndsAt";

    private Known() {}

    static Facts after(Facts facts, LinkNameEvent event) {
        return switch (event) {
            case LinkNameClaimed it ->
                    facts.with("linkName", it.linkName()).with(CONNECTION, it.connection());
            case LinkNameReleased _ -> facts.with(CONNECTION, null);
        };
    }

    static Facts after(Facts facts, ServiceEvent event) {
        return switch (event) {
            case ServiceDrafted it -> defined(facts, it.version(), it.definition());
            case ServiceRevised it -> defined(facts, it.version(), it.definition());
            case ServicePublished it -> facts.with("published", it.version());
        };
    }

    static Facts after(Facts facts, ClientEvent event) {
        return switch (event) {
            case ClientRegistered it ->
                    facts.with("service", it.service())
                            .with("version", it.version())
                            .with("clientId", it.clientId())
                            .with("secretVersion", it.vaultVersion());
        };
    }

    static Facts after(Facts facts, WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceCreated it -> facts.with("name", it.name());
            case IssuerSet it -> facts.with(ISSUER, it.issuer());
            case IssuerRemoved _ -> facts.with(ISSUER, null);
        };
    }

    static Facts after(Facts facts, IssuerEvent event) {
        return switch (event) {
            case IssuerTrusted it ->
                    facts.with(ISSUER, it.issuer())
                            .with("audience", it.audience())
                            .with("algorithms", it.algorithms())
                            .with("jwksUrl", it.jwksUrl())
                            .with("trusted", true);
            case IssuerDropped _ -> facts.with("trusted", false);
        };
    }

    static Facts after(Facts facts, UserEvent event) {
        return switch (event) {
            case UserRegistered it -> facts.withPersonal("externalId", it.externalId());
            case ErasureStarted _ -> facts.with("erasure", "started");
            case UserKeyDestroyed _ -> facts.with("erasure", "key_destroyed");
            case UserErased _ -> facts.with("erasure", "complete");
        };
    }

    static Facts after(Facts facts, ApplicationEvent event) {
        return switch (event) {
            case ApplicationRegistered it -> facts.with("name", it.name());
        };
    }

    static Facts after(Facts facts, KeyEvent event) {
        return switch (event) {
            case KeyBootstrapped it ->
                    facts.with("scopes", it.scopes()).with("onlyOnce", it.onlyOnce());
            case KeyIssued it ->
                    facts.with("name", it.name())
                            .with("scopes", it.scopes())
                            .with("application", it.application())
                            .with("actsFor", it.actsFor())
                            .with("expiresAt", it.expiresAt());
            case KeyRotated it ->
                    facts.with("expiresAt", it.expiresAt())
                            .with("previousSecret", true)
                            .with(PREVIOUS_ENDS_AT, it.previousEndsAt());
            case PreviousSecretEnded _ ->
                    facts.with("previousSecret", null).with(PREVIOUS_ENDS_AT, null);
            case KeyRevoked _ -> facts.with("revoked", true);
        };
    }

    private static Facts defined(Facts facts, int version, ServiceDefinition definition) {
        return facts.with("version", version)
                .with("name", definition.name())
                .with("linkName", definition.linkName())
                .with("description", definition.description())
                .with("category", definition.category())
                .with("auth", definition.auth())
                .with("scopes", definition.scopes().stream().map(ScopeDefinition::name).toList())
                .with("baseUrls", definition.baseUrls())
                .with(
                        "parameters",
                        definition.parameters().stream().map(ParameterDefinition::name).toList());
    }
}
