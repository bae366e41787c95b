package dev.mooring.eventlog.tck.mongo;

@OnEngine(Engine.EMBEDDED)
class EmbeddedFixtureTest extends FixtureContract {}
