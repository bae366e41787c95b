/** What an event log has to hold to on every engine, however it is broken meanwhile. */
@NullMarked
package dev.mooring.eventlog.tck.log;

import org.jspecify.annotations.NullMarked;
