/** Answers that go on while something changes: server-sent events out of blocking code. */
@NullMarked
package dev.mooring.api.stream;

import org.jspecify.annotations.NullMarked;
