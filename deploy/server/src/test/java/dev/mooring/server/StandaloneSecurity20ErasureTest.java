package dev.mooring.server;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.server.house.House;
import org.junit.jupiter.api.AfterEach;

@OnEngine(Engine.STANDALONE)
final class StandaloneSecurity20ErasureTest extends Security20ErasureContract {

    StandaloneSecurity20ErasureTest(MongoFixture mongo) {
        super(
                House.start(
                        "mooring.mongodb.uri=" + mongo.connectionString(),
                        "mooring.mongodb.database=" + mongo.freshDatabaseName()));
    }

    @AfterEach
    void close() {
        house.server().getBean(MongoDatabase.class).drop();
        house.close();
    }
}
