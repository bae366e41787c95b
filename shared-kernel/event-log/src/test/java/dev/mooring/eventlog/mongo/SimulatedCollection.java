package dev.mooring.eventlog.mongo;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.simulation.Client;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonDocument;

/** A log's collection in a simulated replica set, as one node reaches it. */
record SimulatedCollection(Client client) implements LogCollection {

    private static final Comparator<CommitDocument> IN_ORDER =
            Comparator.comparingLong(CommitDocument::number);

    @Override
    public MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> changes() {
        throw new UnsupportedOperationException("readers of a simulation look for themselves");
    }

    @Override
    public void createIndex() {
        // It is there from the beginning, or was left out on purpose.
    }

    @Override
    public void insert(List<CommitDocument> documents) {
        client.insert(documents);
    }

    @Override
    public Optional<CommitDocument> last() {
        return client.read(stored -> stored.stream().max(IN_ORDER));
    }

    @Override
    public List<CommitDocument> after(long number, int max) {
        return DriverCollection.upToHole(
                number, found(document -> document.number() > number).stream().limit(max).toList());
    }

    @Override
    public List<CommitDocument> ofAggregate(String aggregateId, long fromSequence) {
        return found(document -> claims(document, aggregateId, fromSequence));
    }

    @Override
    public Optional<CommitDocument> numbered(long number) {
        return found(document -> document.number() == number).stream().findFirst();
    }

    @Override
    public boolean has(long number) {
        return numbered(number).isPresent();
    }

    @Override
    public List<CommitDocument> claiming(Collection<String> keys) {
        return found(document -> document.content().keys().stream().anyMatch(keys::contains));
    }

    private List<CommitDocument> found(Predicate<CommitDocument> wanted) {
        return client.read(stored -> stored.stream().filter(wanted).sorted(IN_ORDER).toList());
    }

    private static boolean claims(CommitDocument document, String aggregateId, long from) {
        for (int i = 0; i < document.content().events().size(); i++) {
            if (document.content().claims(i, aggregateId, from)) {
                return true;
            }
        }
        return false;
    }
}
