package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetProcessorTest extends ProcessorContract {

    ReplicaSetProcessorTest(MongoFixture fixture) {
        super(fixture);
    }
}
