package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.StillAtHead;
import dev.mooring.eventlog.mongo.HeadLookup;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import dev.mooring.language.CommandId;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that is durable proves what the server that has it knows. */
@OnEngine(Engine.REPLICA_SET)
class StillAtHeadTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final MongoClient client;
    private final String database;
    private final Node node;
    private final StillAtHead stillAtHead;

    StillAtHeadTest(ReplicaSet set) {
        client = MongoClients.create(set.connectionString());
        database = set.freshDatabaseName();
        node = Node.open(set, database, "node");
        stillAtHead = new HeadLookup(client.getDatabase(database), "log", "records", PATIENCE);
    }

    @AfterEach
    void close() {
        node.close();
        client.getDatabase(database).drop();
        client.close();
    }

    @Test
    void whatNobodyHasGoneBeyondHolds() {
        node.log.append(node.counting(0, "a", "b"));
        node.log.append(node.counting(1, "b"));
        var record = record();

        assertThat(stillAtHead.holds(record, Map.of("a", 0L, "b", 1L))).isTrue();
        assertThat(stillAtHead.holds(record, Map.of("never", -1L))).isTrue();
        assertThat(stillAtHead.holds(record, Map.of())).isTrue();
    }

    @Test
    void whatOneAggregateHasGoneBeyondDoesNotHold() {
        node.log.append(node.counting(0, "a", "b"));
        node.log.append(node.counting(1, "b"));
        var record = record();

        assertThat(stillAtHead.holds(record, Map.of("a", 0L, "b", 0L))).isFalse();
        assertThat(stillAtHead.holds(record, Map.of("a", -1L))).isFalse();
    }

    /** As one that was replaced: it may not have what has gone beyond either. */
    @Test
    void aServerWithoutTheRecordTellsNothing() {
        node.log.append(node.counting(0, "a"));
        record();

        assertThatThrownBy(() -> stillAtHead.holds(CommandId.random(), Map.of("a", 0L)))
                .isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void aRecordThatArrivesWhileItIsLookedForIsFound() throws Exception {
        node.log.append(node.counting(0, "a"));
        var record = CommandId.random();
        var patient =
                new HeadLookup(
                        client.getDatabase(database), "log", "records", Duration.ofMinutes(1));
        var arrives = Thread.ofVirtual().start(() -> record(record));

        assertThat(patient.holds(record, Map.of("a", 0L))).isTrue();
        arrives.join();
    }

    private CommandId record() {
        var record = CommandId.random();
        record(record);
        return record;
    }

    private void record(CommandId record) {
        client.getDatabase(database)
                .getCollection("records")
                .insertOne(new Document("k", java.util.List.of("delivery#0", record.value())));
    }
}
