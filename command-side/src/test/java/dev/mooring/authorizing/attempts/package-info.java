/** Shows what attempts promise, on every database engine. */
@NullMarked
package dev.mooring.authorizing.attempts;

import org.jspecify.annotations.NullMarked;
