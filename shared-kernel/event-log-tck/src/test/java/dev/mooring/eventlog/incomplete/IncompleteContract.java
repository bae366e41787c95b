package dev.mooring.eventlog.incomplete;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.OnEngine;

/** Not a suite: what {@code EngineCoverage} has to find fault with. */
abstract class IncompleteContract {

    @OnEngine(Engine.STANDALONE)
    static class OnOneEngine extends IncompleteContract {}
}
