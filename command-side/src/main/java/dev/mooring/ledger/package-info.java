/**
 * Writes down outside the database what has ended for good, and has it end again where a restore
 * brought it back.
 */
@NullMarked
package dev.mooring.ledger;

import org.jspecify.annotations.NullMarked;
