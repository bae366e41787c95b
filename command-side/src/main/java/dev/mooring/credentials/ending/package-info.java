/** Revokes and destroys credentials whose authorization has ended or never came to be. */
@NullMarked
package dev.mooring.credentials.ending;

import org.jspecify.annotations.NullMarked;
