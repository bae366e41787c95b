package dev.mooring.authorizing.attempts;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedAttemptsTest extends AttemptsContract {

    EmbeddedAttemptsTest(MongoFixture mongo) {
        super(mongo.newClient(), mongo.freshDatabaseName());
    }
}
