package dev.mooring.backup;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedBackupTest extends BackupContract {

    EmbeddedBackupTest(MongoFixture fixture) {
        super(fixture);
    }
}
