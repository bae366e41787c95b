/** Answers that carry the position and the version they stand for. */
@NullMarked
package dev.mooring.api.answer;

import org.jspecify.annotations.NullMarked;
