/**
 * Begins attempts: with a start URL for a browser, or at once with a credential that the user
 * gives.
 */
@NullMarked
package dev.mooring.authorizing.starting;

import org.jspecify.annotations.NullMarked;
