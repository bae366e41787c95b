package dev.mooring.query.connectiondetails;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Who has a link name.
 *
 * @param connection null while it is free
 */
public record LinkNameHolder(String linkName, @Nullable String connection) {

    static final Kind<LinkNameHolder> KIND =
            new Kind<>(
                    "link_name",
                    LinkNameHolder.class,
                    LinkNameHolder::concern,
                    LinkNameHolder::fold);

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof LinkNameEvent happened
                ? switch (happened) {
                    case LinkNameClaimed it -> it.linkName();
                    case LinkNameReleased it -> it.linkName();
                }
                : null;
    }

    static @Nullable LinkNameHolder fold(@Nullable LinkNameHolder holder, RecordedEvent recorded) {
        return recorded.event() instanceof LinkNameEvent happened
                ? switch (happened) {
                    case LinkNameClaimed it -> new LinkNameHolder(it.linkName(), it.connection());
                    case LinkNameReleased it -> new LinkNameHolder(it.linkName(), null);
                }
                : holder;
    }
}
