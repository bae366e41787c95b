/** An event with a history of three revisions, read by today's version. */
package dev.mooring.eventlog.tck.upcasting;
