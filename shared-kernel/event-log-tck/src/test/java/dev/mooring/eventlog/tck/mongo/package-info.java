/** The fixtures themselves: what they start, and that nothing is left out in silence. */
package dev.mooring.eventlog.tck.mongo;
