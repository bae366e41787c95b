/** A workspace's history as a file, and the check of such a file with nothing else at hand. */
@NullMarked
package dev.mooring.proofs.export;

import org.jspecify.annotations.NullMarked;
