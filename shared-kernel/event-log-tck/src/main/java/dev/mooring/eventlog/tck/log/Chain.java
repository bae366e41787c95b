package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.bson.BsonDocument;

/** Reads a log's documents as an auditor would and checks all that the format promises. */
final class Chain {

    private Chain() {}

    /** The commits, every promise kept. */
    static List<CommitDocument> verified(MongoDatabase database) {
        var commits =
                database.getCollection("log", BsonDocument.class)
                        .find()
                        .map(CommitDocument::fromBson)
                        .into(new ArrayList<>());
        commits.sort(Comparator.comparingLong(CommitDocument::number));
        var keys = new HashSet<String>();
        var previous = Hash.NONE;
        var at = Instant.EPOCH;
        long number = 1;
        long position = 1;
        for (var commit : commits) {
            assertThat(commit.number()).isEqualTo(number++);
            assertThat(commit.first()).isEqualTo(position);
            assertThat(commit.previous()).isEqualTo(previous);
            assertThat(commit.isIntact()).isTrue();
            assertThat(commit.at()).isAfterOrEqualTo(at);
            commit.content().keys().forEach(key -> assertThat(keys.add(key)).isTrue());
            position = commit.last() + 1;
            previous = commit.hash();
            at = commit.at();
        }
        return commits;
    }
}
