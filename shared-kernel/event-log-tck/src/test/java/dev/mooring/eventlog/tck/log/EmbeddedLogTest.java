package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedLogTest extends LogContract {

    EmbeddedLogTest(MongoFixture fixture) {
        super(fixture);
    }
}
