/** Shows which keys, passwords and tokens are taken. */
@NullMarked
package dev.mooring.credentials.given;

import org.jspecify.annotations.NullMarked;
