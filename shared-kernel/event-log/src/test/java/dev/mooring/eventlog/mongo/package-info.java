/** Tests of appending and reading, with faults. */
package dev.mooring.eventlog.mongo;
