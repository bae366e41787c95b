/** Mapping a connection to an authorization that its user already holds. */
@NullMarked
package dev.mooring.connections.reuse;

import org.jspecify.annotations.NullMarked;
