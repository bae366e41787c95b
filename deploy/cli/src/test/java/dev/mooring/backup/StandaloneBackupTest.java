package dev.mooring.backup;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.STANDALONE)
class StandaloneBackupTest extends BackupContract {

    StandaloneBackupTest(MongoFixture fixture) {
        super(fixture);
    }
}
