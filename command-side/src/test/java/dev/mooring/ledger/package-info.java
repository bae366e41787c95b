/** Shows that what ends is written down outside the database. */
@NullMarked
package dev.mooring.ledger;

import org.jspecify.annotations.NullMarked;
