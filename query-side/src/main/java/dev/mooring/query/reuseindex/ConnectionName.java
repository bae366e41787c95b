package dev.mooring.query.reuseindex;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Personal;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/** What a connection is called; personal. */
public record ConnectionName(String user, String name) {

    static final Kind<ConnectionName> KIND =
            new Kind<>(
                            "connection",
                            ConnectionName.class,
                            recorded ->
                                    switch (recorded.event()) {
                                        case ConnectionCreated it -> it.connection();
                                        case ConnectionRenamed it -> it.connection();
                                        default -> null;
                                    },
                            ConnectionName::fold)
                    .personal(ConnectionName::user, ConnectionName::erased);

    static @Nullable ConnectionName fold(@Nullable ConnectionName name, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case ConnectionCreated it -> new ConnectionName(it.user(), it.name());
            case ConnectionRenamed it -> new ConnectionName(it.user(), it.name());
            default -> name;
        };
    }

    private ConnectionName erased() {
        return new ConnectionName(user, Personal.ERASED);
    }

    @Override
    public String toString() {
        return "ConnectionName[…]";
    }
}
