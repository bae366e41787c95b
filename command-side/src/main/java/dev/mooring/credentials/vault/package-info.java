/** Keeps the secrets behind authorizations, and lets one refresh of each go out at a time. */
@NullMarked
package dev.mooring.credentials.vault;

import org.jspecify.annotations.NullMarked;
