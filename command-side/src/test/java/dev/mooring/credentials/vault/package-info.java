/** Shows what the vault promises, on every database engine. */
@NullMarked
package dev.mooring.credentials.vault;

import org.jspecify.annotations.NullMarked;
