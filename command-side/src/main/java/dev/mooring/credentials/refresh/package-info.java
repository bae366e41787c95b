/** Refreshes credentials when they are due, each generation once over all nodes. */
@NullMarked
package dev.mooring.credentials.refresh;

import org.jspecify.annotations.NullMarked;
