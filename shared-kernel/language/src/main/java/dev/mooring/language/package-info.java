/** The words that both sides agree on: ids, commands, events, values and error codes. */
@NullMarked
package dev.mooring.language;

import org.jspecify.annotations.NullMarked;
