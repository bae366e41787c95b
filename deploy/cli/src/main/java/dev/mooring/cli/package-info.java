/** The command {@code mooring}: what an operator does beside the running servers. */
@NullMarked
package dev.mooring.cli;

import org.jspecify.annotations.NullMarked;
