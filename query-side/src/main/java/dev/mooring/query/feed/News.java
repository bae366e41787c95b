package dev.mooring.query.feed;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.query.connectionlist.Card;
import dev.mooring.query.connectionlist.CardAnswer;
import dev.mooring.query.connectionlist.ConnectionList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event that a card shows something of, with the card as it is by now: at that event or later.
 *
 * @param last whether no other news is of the same event, so that a reader who has seen this one
 *     has seen all up to its position
 */
record News(long position, String type, boolean last, Card card, CardAnswer shown) {

    /** What some events of one workspace are news of, in order. */
    static List<News> of(
            WorkspaceId workspace, List<RecordedEvent> events, ConnectionList list, Instant now) {
        var concerned = new HashMap<Long, List<String>>();
        var all = new LinkedHashSet<String>();
        var sharers = list.sharers(workspace, authorizations(events));
        for (var event : events) {
            var connections = connections(event, sharers);
            concerned.put(event.position(), connections);
            all.addAll(connections);
        }
        var cards = list.cards(workspace, all);
        var shown = new HashMap<String, CardAnswer>();
        list.answers(workspace, List.copyOf(cards.values()), null, now)
                .forEach(answer -> shown.put(answer.id(), answer));
        var news = new ArrayList<News>();
        for (var event : events) {
            var there =
                    concerned.getOrDefault(event.position(), List.of()).stream()
                            .filter(cards::containsKey)
                            .toList();
            for (var id : there) {
                news.add(
                        new News(
                                event.position(),
                                event.type(),
                                id.equals(there.getLast()),
                                required(cards, id),
                                required(shown, id)));
            }
        }
        return news;
    }

    private static Set<String> authorizations(List<RecordedEvent> events) {
        var ids = new LinkedHashSet<String>();
        for (var event : events) {
            if (event.event() instanceof AuthorizationEvent it && showsOnItsOwn(it)) {
                ids.add(it.authorization());
            }
        }
        return ids;
    }

    private static List<String> connections(
            RecordedEvent event, Map<String, List<String>> sharers) {
        return switch (event.event()) {
            case CallbackCameLate _ -> List.of();
            case ConnectionEvent it -> List.of(it.connection());
            case AuthorizationEvent it ->
                    showsOnItsOwn(it)
                            ? sharers.getOrDefault(it.authorization(), List.of())
                            : List.of();
            default -> List.of();
        };
    }

    /** What else happens to an authorization comes with an event of each connection. */
    private static boolean showsOnItsOwn(AuthorizationEvent event) {
        return switch (event) {
            case AccountNamed _, ReauthorizationNeeded _, AuthorizationRecovered _ -> true;
            case AuthorizationGranted _,
                    AuthorizationMapped _,
                    AuthorizationUnmapped _,
                    AuthorizationRevoked _,
                    AuthorizationRetired _ ->
                    false;
        };
    }

    private static <V> V required(Map<String, V> map, String key) {
        var value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("no card of " + key);
        }
        return value;
    }
}
