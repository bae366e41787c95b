package dev.mooring.query.proofs;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.STANDALONE)
class StandaloneProofsTest extends ProofsContract {}
