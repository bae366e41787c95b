package dev.mooring.authorizing.attempts;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedSecurity04ConfirmationTest extends Security04ConfirmationContract {

    EmbeddedSecurity04ConfirmationTest(MongoFixture mongo) {
        super(mongo.newClient(), mongo.freshDatabaseName());
    }
}
