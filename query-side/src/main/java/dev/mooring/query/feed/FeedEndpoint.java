package dev.mooring.query.feed;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.request.Caller;
import dev.mooring.language.Refusal;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.connectionlist.ConnectionList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code GET /v1/feed}. */
@RestController
@Tag(name = "Connections")
final class FeedEndpoint {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final Feed feed;

    FeedEndpoint(Feed feed) {
        this.feed = feed;
    }

    @GetMapping(path = "/v1/feed", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects(ConnectionList.NAME)
    @Operation(
            summary = "Follow what happens to connections",
            description =
                    "Server-sent events: the id is an event's position, the event its type, the data the"
                            + " connection's card as it is at that event or later, deleted connections included."
                            + " Follow first and list second; what stands at or before the list's"
                            + " Mooring-Position is in it already. With Last-Event-ID it goes on behind that"
                            + " position and leaves nothing out; a stream ends after some minutes, and browsers"
                            + " take it up by themselves. The event reset says that something was left out, to a"
                            + " reader too slow or too long away: list again. The user's connections; with the"
                            + " scope users:any and without a user, those of all users.")
    Flux<ServerSentEvent<Object>> follow(
            Caller caller,
            @Parameter(description = "The owner, by the workspace's own id")
                    @RequestParam(required = false)
                    @Nullable String user,
            @RequestParam(required = false) @Nullable String service,
            @Parameter(description = "The position up to which everything is known")
                    @RequestHeader(name = LAST_EVENT_ID, required = false)
                    @Nullable String lastEventId) {
        var interest =
                new Interest(
                        new WorkspaceId(caller.workspace()), owner(caller, user), service(service));
        return feed.follow(interest, position(lastEventId));
    }

    private static @Nullable String owner(Caller caller, @Nullable String user) {
        if (user == null) {
            return caller.userOrAll().orElse(null);
        }
        caller.mayActFor(user);
        return user;
    }

    private static @Nullable String service(@Nullable String id) {
        if (id != null && !ServiceId.isValid(id)) {
            throw Refusal.invalid("service", "id.invalid", "service is no such id");
        }
        return id;
    }

    private static @Nullable Long position(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!POSITION.matcher(text).matches()) {
            throw Refusal.invalid(
                    LAST_EVENT_ID,
                    "position.invalid",
                    "A position is a whole number from 0 upwards");
        }
        return Long.valueOf(text);
    }
}
