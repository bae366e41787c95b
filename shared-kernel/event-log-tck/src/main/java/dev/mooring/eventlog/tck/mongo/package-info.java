/** A MongoDB for a test: each engine Mooring ships for, started once, and its members to break. */
@NullMarked
package dev.mooring.eventlog.tck.mongo;

import org.jspecify.annotations.NullMarked;
