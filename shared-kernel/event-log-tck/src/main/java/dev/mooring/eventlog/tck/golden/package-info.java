/** Golden event files: every revision of every event ever shipped, as it was written. */
@NullMarked
package dev.mooring.eventlog.tck.golden;

import org.jspecify.annotations.NullMarked;
