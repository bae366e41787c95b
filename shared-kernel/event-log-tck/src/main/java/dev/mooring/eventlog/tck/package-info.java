/** The event log's conformance suite. */
@NullMarked
package dev.mooring.eventlog.tck;

import org.jspecify.annotations.NullMarked;
