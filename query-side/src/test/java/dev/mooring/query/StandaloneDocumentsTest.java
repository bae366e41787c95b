package dev.mooring.query;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;

@OnEngine(Engine.STANDALONE)
class StandaloneDocumentsTest extends MongoDocumentsContract {}
