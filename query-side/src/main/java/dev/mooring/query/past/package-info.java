/** What was at a moment of the log's time, told by the folds that tell what is. */
@NullMarked
package dev.mooring.query.past;

import org.jspecify.annotations.NullMarked;
