/** The one way out: every request that leaves Mooring goes through here and is judged here. */
@NullMarked
package dev.mooring.outbound;

import org.jspecify.annotations.NullMarked;
