/**
 * Decides on connections: what their commands lead to in each state, the authorization window
 * included.
 */
@NullMarked
package dev.mooring.connections;

import org.jspecify.annotations.NullMarked;
