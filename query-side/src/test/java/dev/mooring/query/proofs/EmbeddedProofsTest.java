package dev.mooring.query.proofs;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.EMBEDDED)
class EmbeddedProofsTest extends ProofsContract {}
