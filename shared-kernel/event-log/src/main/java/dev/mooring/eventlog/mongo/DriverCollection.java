package dev.mooring.eventlog.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.CommitDocumentCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecRegistries;

/**
 * The collection through MongoDB's driver, and every command that is ever sent to it. With less
 * than majority and journal a killed primary loses acknowledged commits and forks the chain, so all
 * writes and reads have both and go to the primary. What differs between servers is in the
 * subclasses.
 */
abstract sealed class DriverCollection implements LogCollection
        permits ServerCollection, EmbeddedCollection {

    private static final Duration CHANGE_WAIT = Duration.ofMillis(500);
    private static final InsertManyOptions IN_ORDER = new InsertManyOptions().ordered(true);

    protected final MongoCollection<CommitDocument> commits;

    /** Without a time limit, which would end a change stream that has nothing to tell. */
    private final MongoCollection<BsonDocument> stream;

    /**
     * @param patience how long one command may take
     */
    DriverCollection(MongoDatabase database, String name, Duration patience) {
        this.stream =
                database.getCollection(name, BsonDocument.class)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        this.commits =
                stream.withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .withCodecRegistry(
                                CodecRegistries.fromRegistries(
                                        CodecRegistries.fromCodecs(CommitDocumentCodec.INSTANCE),
                                        stream.getCodecRegistry()))
                        .withDocumentClass(CommitDocument.class);
    }

    @Override
    public MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> changes() {
        return stream.watch(
                        List.of(
                                Aggregates.match(Filters.eq("operationType", "insert")),
                                Aggregates.project(Projections.include("documentKey"))))
                .maxAwaitTime(CHANGE_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .cursor();
    }

    @Override
    public void createIndex() {
        commits.createIndex(
                Indexes.ascending("k"), new IndexOptions().name(KEYS_INDEX).unique(true));
    }

    @Override
    public void insert(List<CommitDocument> documents) {
        commits.insertMany(documents, IN_ORDER);
    }

    @Override
    public Optional<CommitDocument> numbered(long number) {
        return first(Filters.eq("_id", number));
    }

    @Override
    public List<CommitDocument> numbered(SortedSet<Long> numbers) {
        var found =
                commits.find(Filters.in("_id", numbers))
                        // All in one answer, where the server would send a hundred first.
                        .batchSize(numbers.size() + 1)
                        .into(new ArrayList<>());
        found.sort(Comparator.comparingLong(CommitDocument::number));
        return found;
    }

    @Override
    public boolean has(long number) {
        return commits.withDocumentClass(BsonDocument.class)
                        .find(Filters.eq("_id", number))
                        .projection(Projections.include("_id"))
                        .limit(1)
                        .first()
                != null;
    }

    @Override
    public final List<CommitDocument> claiming(Collection<String> keys) {
        return commits.find(Filters.in("k", keys)).into(new ArrayList<>());
    }

    protected Optional<CommitDocument> first(org.bson.conversions.Bson filter) {
        return Optional.ofNullable(commits.find(filter).limit(1).first());
    }

    /** Cuts a list in order off at its first hole, which a later read may find filled. */
    protected static List<CommitDocument> upToHole(long number, List<CommitDocument> found) {
        int dense = 0;
        while (dense < found.size() && found.get(dense).number() == number + 1 + dense) {
            dense++;
        }
        if (dense < found.size() && found.get(dense).number() <= number + dense) {
            throw new LogCorruptException("commit numbers go backwards after " + number);
        }
        return found.subList(0, dense);
    }
}
