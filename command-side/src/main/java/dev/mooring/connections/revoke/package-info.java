/** Revoking an authorization, which disconnects every connection that shares it. */
@NullMarked
package dev.mooring.connections.revoke;

import org.jspecify.annotations.NullMarked;
