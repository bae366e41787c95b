package dev.mooring.api.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a credential allows. Each route names the scope that it needs. */
public enum Scope {
    CONNECTIONS_READ("connections:read", "Read connections, attempts and histories"),
    CONNECTIONS_WRITE("connections:write", "Create, authorize and change connections"),
    CONNECTIONS_USE("connections:use", "Send requests through a connection"),
    TOKENS_READ("tokens:read", "Fetch the credentials of a connection"),
    ACCESS_ADMIN("access:admin", "Allow and disallow applications on any connection"),
    SERVICES_ADMIN("services:admin", "Define services and register clients"),
    AUDIT_READ("audit:read", "Read and export the workspace's events and proofs"),
    AUDIT_PERSONAL("audit:personal", "Read personal text in audits; such reads are recorded"),
    IMPORTS_ADMIN("imports:admin", "Import connections and authorizations"),
    WEBHOOKS_ADMIN("webhooks:admin", "Manage webhooks"),
    USERS_ANY("users:any", "Call over all users of the workspace at once"),
    USERS_ERASE("users:erase", "Erase a person"),
    KEYS_ADMIN("keys:admin", "Manage applications and API keys"),
    PROJECTIONS_OPERATE(
            "projections:operate", "Operate the instance's read models", Reach.INSTANCE),
    VAULT_OPERATE("vault:operate", "Rotate the instance's keys", Reach.INSTANCE),
    WORKSPACES_ADMIN("workspaces:admin", "Manage the instance's workspaces", Reach.INSTANCE);

    /**
     * What a person may do with a token of his own: look after his connections, and send requests
     * through them. Not {@code tokens:read}: a token that lives in a browser would give away a
     * service's credentials with itself, so those are for applications, by their keys.
     */
    public static final Set<Scope> OF_PERSONS =
            Collections.unmodifiableSet(
                    EnumSet.of(CONNECTIONS_READ, CONNECTIONS_WRITE, CONNECTIONS_USE));

    private final String text;
    private final String meaning;
    private final Reach reach;

    Scope(String text, String meaning) {
        this(text, meaning, Reach.WORKSPACE);
    }

    Scope(String text, String meaning, Reach reach) {
        this.text = text;
        this.meaning = meaning;
        this.reach = reach;
    }

    /** How far what it allows goes. */
    private enum Reach {
        /** Within the workspace of whoever has it. */
        WORKSPACE,
        /** Over the whole installation. */
        INSTANCE
    }

    /**
     * Everything that can be allowed within one workspace: what its first administrator needs, who
     * can hand on only what he has.
     */
    public static Set<Scope> ofOneWorkspace() {
        return Arrays.stream(values())
                .filter(scope -> scope.reach == Reach.WORKSPACE)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The scope with this text; empty for an unknown one. */
    public static Optional<Scope> of(String text) {
        for (var scope : values()) {
            if (scope.text.equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** The stable text, such as {@code connections:read}. */
    public String text() {
        return text;
    }

    /** One line for whoever grants it. */
    public String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return text;
    }
}
