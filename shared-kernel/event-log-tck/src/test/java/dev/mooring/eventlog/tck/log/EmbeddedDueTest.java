package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedDueTest extends DueContract {

    EmbeddedDueTest(MongoFixture fixture) {
        super(fixture);
    }
}
