/** The log behind Axon's ports: event store, tokens, command sending, processors. */
@NullMarked
package dev.mooring.eventlog.axon;

import org.jspecify.annotations.NullMarked;
