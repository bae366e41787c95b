/** Repeated requests get the first answer, and another request under the same key is refused. */
@NullMarked
package dev.mooring.api.idempotency;

import org.jspecify.annotations.NullMarked;
