/**
 * The database for one process: a MongoDB wire server over one file, where acknowledged means on
 * disk.
 */
@NullMarked
package dev.mooring.eventlog.embedded;

import org.jspecify.annotations.NullMarked;
