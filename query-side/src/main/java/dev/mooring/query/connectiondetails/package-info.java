/** One connection, whole, and its attempts at authorizing. */
@NullMarked
package dev.mooring.query.connectiondetails;

import org.jspecify.annotations.NullMarked;
