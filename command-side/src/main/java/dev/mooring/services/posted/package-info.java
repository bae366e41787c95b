/** A service as an administrator posts it, and the rules that make a definition of it. */
@NullMarked
package dev.mooring.services.posted;

import org.jspecify.annotations.NullMarked;
