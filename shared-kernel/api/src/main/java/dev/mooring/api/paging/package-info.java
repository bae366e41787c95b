/** Lists in pages, by cursors that cannot be forged or carried over to another list. */
@NullMarked
package dev.mooring.api.paging;

import org.jspecify.annotations.NullMarked;
