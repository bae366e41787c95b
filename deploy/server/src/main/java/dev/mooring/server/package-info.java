/**
 * Assembles the server: chooses the database, opens the keys and the log, and starts what stands on
 * them.
 */
@NullMarked
package dev.mooring.server;

import org.jspecify.annotations.NullMarked;
