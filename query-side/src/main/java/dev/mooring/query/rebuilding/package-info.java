/** Builds read models anew from the log beside those that are served, and switches to them. */
@NullMarked
package dev.mooring.query.rebuilding;

import org.jspecify.annotations.NullMarked;
