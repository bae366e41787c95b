/**
 * Who calls, which scopes a route needs, and that a route without a declared scope does not exist.
 */
@NullMarked
package dev.mooring.api.access;

import org.jspecify.annotations.NullMarked;
