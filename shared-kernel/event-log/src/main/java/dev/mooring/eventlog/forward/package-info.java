/** Commits on their way from one node to the one that writes for all. */
@NullMarked
package dev.mooring.eventlog.forward;

import org.jspecify.annotations.NullMarked;
