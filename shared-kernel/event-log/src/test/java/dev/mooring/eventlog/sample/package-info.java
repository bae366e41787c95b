/** A small domain and an in-memory database to test the log with. */
package dev.mooring.eventlog.sample;
