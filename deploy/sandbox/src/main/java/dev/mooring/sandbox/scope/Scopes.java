package dev.mooring.sandbox.scope;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every permission of this service. */
public final class Scopes {

    /** Asks for an ID token (OpenID Connect Core section 3.1.2.1); needs no consent of its own. */
    public static final String OPENID = "openid";

    /** The collections of the protected API; each has one permission per {@link Access}. */
    public static final List<String> COLLECTIONS = List.of("contacts", "files");

    private static final List<Scope> ALL =
            List.of(
                    new Scope("contacts.create", "Add people to your contacts", Access.CREATE),
                    new Scope("files.create", "Add files", Access.CREATE),
                    new Scope("profile", "See your name", Access.READ),
                    new Scope("email", "See your e-mail address", Access.READ),
                    new Scope("contacts.read", "See your contacts", Access.READ),
                    new Scope("files.read", "See your files and what is in them", Access.READ),
                    new Scope("contacts.update", "Change your contacts", Access.UPDATE),
                    new Scope("files.update", "Change your files", Access.UPDATE),
                    new Scope("contacts.delete", "Remove people from your contacts", Access.DELETE),
                    new Scope("files.delete", "Delete files", Access.DELETE));

    private Scopes() {}

    /** All that a person is asked about; {@link #OPENID} is not among them. */
    public static List<Scope> all() {
        return ALL;
    }

    /** The permission that a kind of access to a collection needs. */
    public static String of(String collection, Access access) {
        return collection + "." + access.title().toLowerCase(Locale.ROOT);
    }

    /** Those of the named ones that a person is asked about, by kind; no kind is empty. */
    public static Map<Access, List<Scope>> grouped(Collection<String> names) {
        var groups = new EnumMap<Access, List<Scope>>(Access.class);
        for (var access : Access.values()) {
            var scopes =
                    ALL.stream()
                            .filter(scope ->
                                    scope.access() == access && names.contains(scope.name()))
                            .toList();
            if (!scopes.isEmpty()) {
                groups.put(access, scopes);
            }
        }
        return groups;
    }
}
