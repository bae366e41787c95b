package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetDueTest extends DueContract {

    ReplicaSetDueTest(MongoFixture fixture) {
        super(fixture);
    }
}
