/** Asks the administrators' routes over HTTP. */
@NullMarked
package dev.mooring.administration;

import org.jspecify.annotations.NullMarked;
