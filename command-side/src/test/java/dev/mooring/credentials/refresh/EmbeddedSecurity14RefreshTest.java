package dev.mooring.credentials.refresh;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedSecurity14RefreshTest extends Security14RefreshContract {

    EmbeddedSecurity14RefreshTest(MongoFixture mongo) {
        super(mongo);
    }
}
