/**
 * Who of several nodes that append at once writes for all of them; nothing's safety hangs on it.
 */
@NullMarked
package dev.mooring.eventlog.lease;

import org.jspecify.annotations.NullMarked;
