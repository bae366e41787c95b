/** Presents tokens, genuine and other ones. */
@NullMarked
package dev.mooring.usertokens;

import org.jspecify.annotations.NullMarked;
