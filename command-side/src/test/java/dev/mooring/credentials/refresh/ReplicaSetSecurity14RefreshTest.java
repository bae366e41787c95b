package dev.mooring.credentials.refresh;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetSecurity14RefreshTest extends Security14RefreshContract {

    ReplicaSetSecurity14RefreshTest(MongoFixture mongo) {
        super(mongo);
    }
}
