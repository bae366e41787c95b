/** Writes the activity log: who took which credential, every refresh, every destruction. */
@NullMarked
package dev.mooring.credentials.record;

import org.jspecify.annotations.NullMarked;
