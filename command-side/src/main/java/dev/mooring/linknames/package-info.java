/** Decides who holds a link name. */
@NullMarked
package dev.mooring.linknames;

import org.jspecify.annotations.NullMarked;
