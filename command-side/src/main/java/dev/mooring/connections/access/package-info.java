/** Allowing and disallowing applications. */
@NullMarked
package dev.mooring.connections.access;

import org.jspecify.annotations.NullMarked;
