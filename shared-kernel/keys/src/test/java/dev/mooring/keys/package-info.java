/** Shows what the keys promise. */
@NullMarked
package dev.mooring.keys;

import org.jspecify.annotations.NullMarked;
