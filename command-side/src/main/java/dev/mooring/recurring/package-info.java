/** Does on each node what has to be done now and then. */
@NullMarked
package dev.mooring.recurring;

import org.jspecify.annotations.NullMarked;
