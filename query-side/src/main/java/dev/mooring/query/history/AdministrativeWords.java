package dev.mooring.query.history;

import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
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

/** The words for what administrators see to: services, keys, and the workspace itself. Pure. */
final class AdministrativeWords {

    private AdministrativeWords() {}

    static String of(LinkNameEvent event) {
        return switch (event) {
            case LinkNameClaimed it ->
                    "%s has the link name %s from now on."
                            .formatted(it.connection(), it.linkName());
            case LinkNameReleased it -> "The link name %s is free again.".formatted(it.linkName());
        };
    }

    static String of(ServiceEvent event) {
        return switch (event) {
            case ServiceDrafted it ->
                    "The service “%s” was drafted.".formatted(it.definition().name());
            case ServiceRevised it ->
                    "Version %d of the service was written; connections stay on theirs."
                            .formatted(it.version());
            case ServicePublished it ->
                    "Version %d of the service can be connected to from now on."
                            .formatted(it.version());
        };
    }

    static String of(ClientEvent event) {
        return switch (event) {
            case ClientRegistered it ->
                    "The client %s was registered at %s.".formatted(it.clientId(), it.service());
        };
    }

    static String of(WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceCreated it -> "The workspace “%s” was founded.".formatted(it.name());
            case IssuerSet it ->
                    "The workspace takes its users' tokens from %s.".formatted(it.issuer());
            case IssuerRemoved it ->
                    "The workspace takes no tokens from %s any more.".formatted(it.issuer());
        };
    }

    static String of(IssuerEvent event) {
        return switch (event) {
            case IssuerTrusted it ->
                    "Tokens of %s for %s are taken from now on, signed by %s."
                            .formatted(
                                    it.issuer(),
                                    it.audience(),
                                    String.join(" or ", it.algorithms()));
            case IssuerDropped _ -> "Tokens of this issuer are no longer taken.";
        };
    }

    static String of(UserEvent event, Clearance clearance) {
        return switch (event) {
            case UserRegistered it ->
                    "The user “%s” was met for the first time."
                            .formatted(clearance.text(it.externalId()));
            case ErasureStarted _ -> "The user is to be erased; nothing is done for him any more.";
            case UserKeyDestroyed _ -> "The user's personal text can be read no more.";
            case UserErased _ -> "The user was erased.";
        };
    }

    static String of(ApplicationEvent event) {
        return switch (event) {
            case ApplicationRegistered it ->
                    "The application “%s” was registered.".formatted(it.name());
        };
    }

    static String of(KeyEvent event) {
        return switch (event) {
            case KeyBootstrapped it ->
                    "The first start made a key, for %s.".formatted(String.join(", ", it.scopes()));
            case KeyIssued it ->
                    "The key “%s” was made, for %s."
                            .formatted(it.name(), String.join(", ", it.scopes()));
            case KeyRotated it ->
                    it.previousEndsAt() == null
                            ? "The key got a new secret; the one before works beside it."
                            : "The key got a new secret; the one before works until %s."
                                    .formatted(it.previousEndsAt());
            case PreviousSecretEnded _ ->
                    "The key's secret from before its last rotation works no more.";
            case KeyRevoked _ -> "The key was revoked.";
        };
    }
}
