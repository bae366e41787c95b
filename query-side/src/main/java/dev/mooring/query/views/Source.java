package dev.mooring.query.views;

import dev.mooring.eventlog.DeadLetters;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.ProcessorRecords;
import dev.mooring.eventlog.Processors;
import dev.mooring.eventlog.Segments;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.processing.LogProcessors;

/** A log that read models are made from, and all that there is about its processors. */
public record Source(
        EventLog log,
        Processors processors,
        ProcessorPositions positions,
        Segments segments,
        ProcessorRecords records,
        DeadLetters deadLetters) {

    public static Source of(EventLog log, AxonLog axon) {
        return new Source(
                log, axon, axon.positions(), axon.segments(), axon.records(), axon.deadLetters());
    }

    public static Source of(EventLog log, LogProcessors processors) {
        return new Source(
                log,
                processors,
                processors.positions(),
                processors.segments(),
                processors.records(),
                processors.deadLetters());
    }
}
