package dev.mooring.eventlog.tck.mongo;

@OnEngine(Engine.STANDALONE)
class StandaloneFixtureTest extends FixtureContract {}
