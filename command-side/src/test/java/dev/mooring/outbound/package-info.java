/** Shows what other sides cannot do to us. */
@NullMarked
package dev.mooring.outbound;

import org.jspecify.annotations.NullMarked;
