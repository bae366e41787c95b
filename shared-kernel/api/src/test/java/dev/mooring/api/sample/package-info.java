/** A server that keeps the conventions, for tests to ask. */
@NullMarked
package dev.mooring.api.sample;

import org.jspecify.annotations.NullMarked;
