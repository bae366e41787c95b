/** The keys under which everything secret or personal is stored, and who may have them. */
@NullMarked
package dev.mooring.keys;

import org.jspecify.annotations.NullMarked;
