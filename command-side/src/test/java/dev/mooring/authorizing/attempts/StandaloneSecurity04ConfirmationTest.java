package dev.mooring.authorizing.attempts;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.STANDALONE)
class StandaloneSecurity04ConfirmationTest extends Security04ConfirmationContract {

    StandaloneSecurity04ConfirmationTest(MongoFixture mongo) {
        super(mongo.newClient(), mongo.freshDatabaseName());
    }
}
