/** Keeps Merkle trees of the log, and answers from them what an auditor asks: PROOFS.md. */
@NullMarked
package dev.mooring.query.proofs;

import org.jspecify.annotations.NullMarked;
