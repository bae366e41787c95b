/** Starting, answering, completing, failing and expiring attempts. */
@NullMarked
package dev.mooring.connections.authorize;

import org.jspecify.annotations.NullMarked;
