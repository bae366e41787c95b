/** Merkle trees and what is said about them, as functions of bytes: RFC 9162 and C2SP. */
@NullMarked
package dev.mooring.proofs;

import org.jspecify.annotations.NullMarked;
