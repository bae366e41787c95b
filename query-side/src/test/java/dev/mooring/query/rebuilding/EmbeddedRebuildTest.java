package dev.mooring.query.rebuilding;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedRebuildTest extends RebuildContract {}
