/** Whose things a caller reads. */
@NullMarked
package dev.mooring.query.users;

import org.jspecify.annotations.NullMarked;
