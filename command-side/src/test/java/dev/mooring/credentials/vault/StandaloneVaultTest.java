package dev.mooring.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import java.util.ArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@OnEngine(Engine.STANDALONE)
class StandaloneVaultTest extends VaultContract {

    StandaloneVaultTest(MongoFixture mongo) {
        super(mongo.newClient(), mongo.freshDatabaseName());
    }

    @Test
    void sweepsReadPendingEntriesAloneAndInTheirOrder() {
        database.runCommand(new Document("profile", 2));
        vault().unclaimed(WORKSPACE, START, 10);
        vault().unpromoted(WORKSPACE, START, 10);
        database.runCommand(new Document("profile", 0));

        var sweeps =
                database.getCollection("system.profile")
                        .find(new Document("command.find", "vault"))
                        .into(new ArrayList<>());

        assertThat(sweeps)
                .hasSize(2)
                .allSatisfy(sweep -> {
                    assertThat(sweep.getString("planSummary"))
                            .isEqualTo("IXSCAN { workspace: 1, pending.at: 1 }");
                    assertThat(sweep).doesNotContainKey("hasSortStage");
                });
    }
}
