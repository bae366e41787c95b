package dev.mooring.credentials.vault;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetClientSecretsTest extends ClientSecretsContract {

    ReplicaSetClientSecretsTest(MongoFixture mongo) {
        super(mongo.newClient(), mongo.freshDatabaseName());
    }
}
