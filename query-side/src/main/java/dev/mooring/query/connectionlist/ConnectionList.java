package dev.mooring.query.connectionlist;

import com.mongodb.client.model.Indexes;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.Documents;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import dev.mooring.query.connection.GrantState;
import dev.mooring.query.names.ServiceName;
import dev.mooring.query.names.UserName;
import dev.mooring.query.past.PastDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Answers from the connection list. Thread-safe. */
public final class ConnectionList {

    public static final String NAME = "connection-list";

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(Card.KIND, GrantState.KIND, ServiceName.KIND, UserName.KIND),
                    List.of(Card.GRANT),
                    indexes());

    private final Documents documents;
    private final Cards cards;
    private final Catalog catalog;

    private ConnectionList(Documents documents, Cards cards, Catalog catalog) {
        this.documents = documents;
        this.cards = cards;
        this.catalog = catalog;
    }

    public static ConnectionList of(MongoDocuments documents, Catalog catalog) {
        return new ConnectionList(
                documents,
                (workspace, filter, sorting, after, limit, now) ->
                        documents.list(
                                workspace,
                                Card.KIND,
                                conditions(workspace, filter, sorting, after, now),
                                sorting.order(),
                                limit),
                catalog);
    }

    /** Finds the cards of a page, as {@link #page} says. */
    @FunctionalInterface
    private interface Cards {
        List<Card> page(
                WorkspaceId workspace,
                CardFilter filter,
                Sorting sorting,
                Sorting.@Nullable Place after,
                int limit,
                Instant now);
    }

    /**
     * The list as it was right after a position, of what some events tell.
     *
     * @param events of one workspace up to that position, in order
     * @return for one query
     */
    ConnectionList at(EventLog log, long position, List<RecordedEvent> events) {
        var past = PastDocuments.of(MODEL, events, log, position);
        return new ConnectionList(
                past,
                (_, filter, sorting, after, limit, now) ->
                        past.all(Card.KIND).stream()
                                .filter(card -> filter.admits(card, now))
                                .filter(card -> after == null || sorting.isAfter(card, after))
                                .sorted(sorting.comparator())
                                .limit(limit)
                                .toList(),
                catalog);
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * Cards in order.
     *
     * @param after where to go on; null for the start
     * @param now attempts whose window has closed by then count as expired
     */
    List<Card> page(
            WorkspaceId workspace,
            CardFilter filter,
            Sorting sorting,
            Sorting.@Nullable Place after,
            int limit,
            Instant now) {
        return cards.page(workspace, filter, sorting, after, limit, now);
    }

    static List<Bson> conditions(
            WorkspaceId workspace,
            CardFilter filter,
            Sorting sorting,
            Sorting.@Nullable Place after,
            Instant now) {
        var conditions = new ArrayList<>(filter.at(now));
        if (after != null) {
            conditions.add(sorting.after(workspace, after));
        }
        return conditions;
    }

    /**
     * Cards as the list shows them.
     *
     * @param owner what their one owner is called outside; null to look their owners up
     */
    public List<CardAnswer> answers(
            WorkspaceId workspace, List<Card> shown, @Nullable String owner, Instant now) {
        var services = serviceNames(workspace, shown);
        var owners = owner == null ? externalIds(workspace, shown) : Map.<String, String>of();
        return shown.stream()
                .map(card -> {
                    var how = card.shownAt(now);
                    var connection = card.connection();
                    var grant = card.grant();
                    return new CardAnswer(
                            connection.connection(),
                            connection.linkName(),
                            connection.name(),
                            new CardAnswer.ServiceAnswer(
                                    card.service(), services.get(card.service())),
                            how.status().text(),
                            how.reason(),
                            grant == null ? null : grant.accountName(),
                            owner == null ? owners.get(card.user()) : owner,
                            card.updatedAt());
                })
                .toList();
    }

    /** The cards of some connections, by id. */
    public Map<String, Card> cards(WorkspaceId workspace, Collection<String> connections) {
        return documents.find(workspace, Card.KIND, connections);
    }

    /** The connections that share some authorizations, by the authorization. */
    public Map<String, List<String>> sharers(
            WorkspaceId workspace, Collection<String> authorizations) {
        return documents.find(workspace, GrantState.KIND, authorizations).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().connections()));
    }

    /** What the services of some cards are called, by id. */
    private Map<String, String> serviceNames(WorkspaceId workspace, Collection<Card> shown) {
        var names = new HashMap<String, String>();
        var ids = shown.stream().map(Card::service).collect(Collectors.toSet());
        ids.forEach(id ->
                catalog.find(new ServiceId(id))
                        .ifPresent(entry -> names.put(id, entry.definition().name())));
        var custom = ids.stream().filter(id -> !names.containsKey(id)).toList();
        documents
                .find(workspace, ServiceName.KIND, custom)
                .forEach((id, service) -> names.put(id, service.name()));
        return names;
    }

    /** What the owners of some cards are called outside, by their {@code usr_} ids. */
    private Map<String, String> externalIds(WorkspaceId workspace, Collection<Card> shown) {
        var ids = shown.stream().map(Card::user).distinct().toList();
        return documents.find(workspace, UserName.KIND, ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().externalId()));
    }

    /**
     * For each order and each way to narrow a list down, so that MongoDB walks the list in order
     * and never sorts. Within one user's connections the other filters are read from the cards.
     */
    private static List<Bson> indexes() {
        return Stream.of("sortName", "updatedAt")
                .flatMap(order ->
                        Stream.of(
                                List.of("deleted", "user", order, "_id"),
                                List.of("deleted", order, "_id"),
                                List.of("deleted", "service", order, "_id"),
                                List.of("deleted", "status", order, "_id"),
                                List.of("deleted", "applications", order, "_id")))
                .map(fields ->
                        Indexes.ascending(
                                Stream.concat(Stream.of(MongoDocuments.WORKSPACE), fields.stream())
                                        .toList()))
                .toList();
    }
}
