/** The way of a request from the event loop to a handler method on a virtual thread and back. */
@NullMarked
package dev.mooring.api.edge;

import org.jspecify.annotations.NullMarked;
