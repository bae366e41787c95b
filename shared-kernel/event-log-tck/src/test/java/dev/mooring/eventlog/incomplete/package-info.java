/** A suite with a fault, for the test that finds it. */
package dev.mooring.eventlog.incomplete;
