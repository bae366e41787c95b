/** Tests of the package of the same name. */
@NullMarked
package dev.mooring.erasing;

import org.jspecify.annotations.NullMarked;
