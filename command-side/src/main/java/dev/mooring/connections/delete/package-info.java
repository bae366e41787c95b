/** Deleting a connection, which frees its link name and leaves its authorization. */
@NullMarked
package dev.mooring.connections.delete;

import org.jspecify.annotations.NullMarked;
