package dev.mooring.api.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who proved to be calling.
 *
 * @param workspace the one workspace that it belongs to
 * @param id stable and no secret: a key's id, a user's id as the issuer gives it
 * @param scopes what it may do
 * @param application the application that holds the key, if one does
 * @param actsFor for whom it may act
 * @param user the user it is, for {@link Kind#USER} and for no other
 * @param version the sequence of the last event of the key that this was read from; -1 for what is
 *     read from no log
 */
public record Principal(
        String workspace,
        Kind kind,
        String id,
        Set<Scope> scopes,
        @Nullable String application,
        ActsFor actsFor,
        @Nullable String user,
        long version) {

    private static final long NO_LOG = -1;

    public Principal {
        scopes = Set.copyOf(scopes);
        if ((kind == Kind.USER) != (user != null)) {
            throw new IllegalArgumentException("a user's principal, and no other, names the user");
        }
    }

    /** What it proved itself with. */
    public enum Kind {
        /** An API key. */
        KEY,
        /** A user's own token. */
        USER,
        /** The token of the first start. */
        BOOTSTRAP
    }

    public static Principal key(
            String workspace,
            String id,
            Set<Scope> scopes,
            @Nullable String application,
            ActsFor actsFor) {
        return new Principal(workspace, Kind.KEY, id, scopes, application, actsFor, null, NO_LOG);
    }

    public static Principal bootstrap(String workspace, String id, Set<Scope> scopes) {
        return new Principal(
                workspace, Kind.BOOTSTRAP, id, scopes, null, new ActsFor.Anyone(), null, NO_LOG);
    }

    public static Principal user(String workspace, String user, Set<Scope> scopes) {
        return new Principal(
                workspace,
                Kind.USER,
                user,
                scopes,
                null,
                new ActsFor.Only(Set.of(user)),
                user,
                NO_LOG);
    }

    /** The same, read from a key's events up to this sequence. */
    public Principal asOf(long sequence) {
        return new Principal(workspace, kind, id, scopes, application, actsFor, user, sequence);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }
}
