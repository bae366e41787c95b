/**
 * An attempt's course, from its sealed beginning over the browser to the one exchange of its code.
 */
@NullMarked
package dev.mooring.authorizing;

import org.jspecify.annotations.NullMarked;
