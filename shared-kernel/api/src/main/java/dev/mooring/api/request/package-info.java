/**
 * What a handler method is given of a request: the caller, the preconditions, and values that are
 * checked.
 */
@NullMarked
package dev.mooring.api.request;

import org.jspecify.annotations.NullMarked;
