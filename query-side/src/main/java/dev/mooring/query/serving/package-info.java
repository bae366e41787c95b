/** Brings the query side into a server. */
@NullMarked
package dev.mooring.query.serving;

import org.jspecify.annotations.NullMarked;
