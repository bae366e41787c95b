/**
 * Erasing a person: what is his ends, his key is destroyed, and whatever may still hold his text
 * lets go of it.
 */
@NullMarked
package dev.mooring.erasing;

import org.jspecify.annotations.NullMarked;
