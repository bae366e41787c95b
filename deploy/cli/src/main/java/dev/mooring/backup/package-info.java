/**
 * Takes all that an installation has to keep out of its database, in three parts, and puts it back.
 */
@NullMarked
package dev.mooring.backup;

import org.jspecify.annotations.NullMarked;
