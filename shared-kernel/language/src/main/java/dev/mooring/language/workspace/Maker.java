package dev.mooring.language.workspace;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.KeyId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who makes an API key, which bounds what the key can do. */
public sealed interface Maker {

    /**
     * An administrator: the key reaches no further than its maker does.
     *
     * @param scopes what the maker may do
     * @param application the application that the maker belongs to, if any
     * @param actsFor the users that the maker acts for; null for any
     */
    record Administrator(
            Set<String> scopes, @Nullable ApplicationId application, @Nullable Set<UserId> actsFor)
            implements Maker {

        public Administrator {
            scopes = Set.copyOf(scopes);
            actsFor = actsFor == null ? null : Set.copyOf(actsFor);
        }
    }

    /** The key of the first start, which vouches for itself. */
    record Bootstrap(KeyId key) implements Maker {}

    /**
     * Whoever founds a workspace, in the command that makes its first key: there is nobody yet who
     * could vouch for that.
     */
    record Founder(WorkspaceId workspace, DisplayName name) implements Maker {}
}
