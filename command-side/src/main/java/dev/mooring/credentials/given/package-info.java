/** Reads the keys, passwords and tokens that users give. */
@NullMarked
package dev.mooring.credentials.given;

import org.jspecify.annotations.NullMarked;
