/** Shows that credentials are refreshed once for each generation, and lost at no step. */
@NullMarked
package dev.mooring.credentials.refresh;

import org.jspecify.annotations.NullMarked;
