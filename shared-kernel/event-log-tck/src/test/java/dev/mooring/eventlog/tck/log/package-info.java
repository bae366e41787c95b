/** The log's conformance suite, engine by engine. */
package dev.mooring.eventlog.tck.log;
