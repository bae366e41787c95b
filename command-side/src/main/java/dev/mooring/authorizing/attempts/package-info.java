/** Runs of authorizing in a browser: who may do the next step, once, and until when. */
@NullMarked
package dev.mooring.authorizing.attempts;

import org.jspecify.annotations.NullMarked;
