package dev.mooring.backup;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetBackupTest extends BackupContract {

    ReplicaSetBackupTest(MongoFixture fixture) {
        super(fixture);
    }
}
