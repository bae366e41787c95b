/**
 * Takes a log out of one database, byte for byte, and into another, checking its chain both ways.
 */
@NullMarked
package dev.mooring.eventlog.archive;

import org.jspecify.annotations.NullMarked;
