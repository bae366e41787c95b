package dev.mooring.query.reuseindex;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.reuse.FindReusable;
import dev.mooring.language.reuse.Reusable;
import dev.mooring.query.Documents;
import dev.mooring.query.ReadModel;
import dev.mooring.query.connection.GrantState;
import dev.mooring.query.past.PastDocuments;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;

/**
 * Answers what can be reused: one read by fingerprint, and one more for the names of connections
 * where an authorization has none. Thread-safe.
 */
public final class ReuseIndex {

    public static final String NAME = "reuse-index";

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(GrantState.KIND, Offer.KIND, ConnectionName.KIND),
                    List.of(Offer.GRANTS),
                    List.of());

    private final Documents documents;

    public ReuseIndex(Documents documents) {
        this.documents = documents;
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * The index as it was right after a position, of what some events tell.
     *
     * @param events of one workspace up to that position, in order
     * @return for one query
     */
    static ReuseIndex at(EventLog log, long position, List<RecordedEvent> events) {
        return new ReuseIndex(PastDocuments.of(MODEL, events, log, position));
    }

    @QueryHandler
    public List<Reusable> find(FindReusable query) {
        var offered =
                documents
                        .find(query.workspace(), Offer.KIND, query.fingerprint().value())
                        .filter(offer -> offer.user().equals(query.user().value()))
                        .map(Offer::authorizations)
                        .orElse(List.of());
        var names =
                documents.find(
                        query.workspace(),
                        ConnectionName.KIND,
                        offered.stream().flatMap(it -> it.connections().stream()).toList());
        return offered.stream().map(it -> reusable(it, names)).toList();
    }

    private static Reusable reusable(Offer.Offered offered, Map<String, ConnectionName> names) {
        return new Reusable(
                offered.authorization(),
                offered.accountName(),
                offered.connections().stream()
                        .map(names::get)
                        .filter(Objects::nonNull)
                        .map(ConnectionName::name)
                        .sorted()
                        .toList(),
                offered.grantedAt());
    }
}
