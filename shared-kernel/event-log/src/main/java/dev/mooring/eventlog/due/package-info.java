/** What has to be sent at its time, folded from the log, so that a crash forgets nothing. */
@NullMarked
package dev.mooring.eventlog.due;

import org.jspecify.annotations.NullMarked;
