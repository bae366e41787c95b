/** Connections as cards: filtered, sorted, and paged so that inserts move nothing. */
@NullMarked
package dev.mooring.query.connectionlist;

import org.jspecify.annotations.NullMarked;
