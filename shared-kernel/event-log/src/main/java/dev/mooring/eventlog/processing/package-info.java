/** Leads the log to handlers: segments, claims, batches, dead letters; no framework. */
@NullMarked
package dev.mooring.eventlog.processing;

import org.jspecify.annotations.NullMarked;
