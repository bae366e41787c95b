package dev.mooring.query.names;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Personal;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The id by which a workspace's own systems know a user. Personal, in plain: purged with the user.
 */
public record UserName(String user, String externalId) {

    public static final Kind<UserName> KIND =
            new Kind<>("user", UserName.class, UserName::concern, UserName::fold)
                    .personal(UserName::user, UserName::erased);

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof UserEvent user ? user.user() : null;
    }

    static @Nullable UserName fold(@Nullable UserName name, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case UserRegistered event -> new UserName(event.user(), event.externalId());
            default -> name;
        };
    }

    private UserName erased() {
        return new UserName(user, Personal.ERASED);
    }

    @Override
    public String toString() {
        return "UserName[" + user + "]";
    }
}
