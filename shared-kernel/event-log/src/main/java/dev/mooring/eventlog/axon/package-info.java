/** The log behind Axon's ports: event store and command sending. */
@NullMarked
package dev.mooring.eventlog.axon;

import org.jspecify.annotations.NullMarked;
