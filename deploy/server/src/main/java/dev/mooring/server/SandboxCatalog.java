package dev.mooring.server;

import dev.mooring.language.ServiceId;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.language.service.ScopeDefinition.Access;
import dev.mooring.language.service.ServiceDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The built-in services: where a sandbox is part of the installation, that one. */
final class SandboxCatalog implements Catalog {

    static final ServiceId SANDBOX = new ServiceId("svc_sandbox");

    private final List<Entry> entries;

    /**
     * @param issuer the sandbox's issuer identifier, or null where there is none
     */
    SandboxCatalog(@Nullable String issuer) {
        this.entries = issuer == null ? List.of() : List.of(new Entry(SANDBOX, 1, sandbox(issuer)));
    }

    @Override
    public Optional<Entry> find(ServiceId service) {
        return entries.stream().filter(entry -> entry.service().equals(service)).findFirst();
    }

    @Override
    public Collection<Entry> all() {
        return entries;
    }

    private static ServiceDefinition sandbox(String issuer) {
        return new ServiceDefinition(
                "Sandbox",
                "sandbox",
                "An OAuth2 service on this computer to try things with",
                "development",
                new Auth.OAuth2AuthorizationCode(
                        issuer + "/oauth2/authorize",
                        issuer + "/oauth2/token",
                        null,
                        issuer + "/oauth2/revoke",
                        issuer + "/userinfo",
                        issuer,
                        issuer + "/oauth2/jwks",
                        true,
                        Auth.ClientAuthentication.BASIC,
                        Auth.Pkce.S256,
                        Auth.Rotation.STRICT,
                        " ",
                        Map.of(),
                        Map.of()),
                List.of(
                        scope("openid", "Know which account it is", Access.READ),
                        scope("profile", "Read the account's name", Access.READ),
                        scope("email", "Read the account's e-mail address", Access.READ),
                        scope("contacts.create", "Add contacts", Access.CREATE),
                        scope("contacts.read", "Read contacts", Access.READ),
                        scope("contacts.update", "Change contacts", Access.UPDATE),
                        scope("contacts.delete", "Delete contacts", Access.DELETE),
                        scope("files.create", "Add files", Access.CREATE),
                        scope("files.read", "Read files", Access.READ),
                        scope("files.update", "Change files", Access.UPDATE),
                        scope("files.delete", "Delete files", Access.DELETE)),
                List.of(issuer + "/api"),
                List.of());
    }

    private static ScopeDefinition scope(String name, String description, Access access) {
        return new ScopeDefinition(name, description, List.of(access), List.of());
    }
}
