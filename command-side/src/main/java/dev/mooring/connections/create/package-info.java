/** Creating a connection, with its link name claimed in the same commit. */
@NullMarked
package dev.mooring.connections.create;

import org.jspecify.annotations.NullMarked;
