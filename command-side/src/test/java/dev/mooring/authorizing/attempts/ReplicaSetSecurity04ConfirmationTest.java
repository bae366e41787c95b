package dev.mooring.authorizing.attempts;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetSecurity04ConfirmationTest extends Security04ConfirmationContract {

    ReplicaSetSecurity04ConfirmationTest(MongoFixture mongo) {
        super(mongo.newClient(), mongo.freshDatabaseName());
    }
}
