/** Refusals as RFC 9457 problem documents, and a page that explains each code. */
@NullMarked
package dev.mooring.api.problem;

import org.jspecify.annotations.NullMarked;
