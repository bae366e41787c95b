/** What happens to connections, told as it happens, on whichever node it happened. */
@NullMarked
package dev.mooring.query.feed;

import org.jspecify.annotations.NullMarked;
