/** Logs that are checked as a whole. */
package dev.mooring.eventlog.archive;
