/** The claim of a link name by one connection at a time. */
@NullMarked
package dev.mooring.language.linkname;

import org.jspecify.annotations.NullMarked;
