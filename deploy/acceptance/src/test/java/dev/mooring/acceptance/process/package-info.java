/** The packaged server and sandbox as processes that a test starts, kills and starts again. */
@NullMarked
package dev.mooring.acceptance.process;

import org.jspecify.annotations.NullMarked;
