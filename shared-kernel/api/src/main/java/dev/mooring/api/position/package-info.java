/** Reading one's own writes: a read waits until its read model has reached a position. */
@NullMarked
package dev.mooring.api.position;

import org.jspecify.annotations.NullMarked;
