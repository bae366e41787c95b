package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.STANDALONE)
class StandaloneDueTest extends DueContract {

    StandaloneDueTest(MongoFixture fixture) {
        super(fixture);
    }
}
