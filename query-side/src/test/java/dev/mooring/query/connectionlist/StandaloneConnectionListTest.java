package dev.mooring.query.connectionlist;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.STANDALONE)
class StandaloneConnectionListTest extends ConnectionListContract {}
