/** Ends attempts: takes the service's answer, exchanges the code once, records what came of it. */
@NullMarked
package dev.mooring.authorizing.finishing;

import org.jspecify.annotations.NullMarked;
