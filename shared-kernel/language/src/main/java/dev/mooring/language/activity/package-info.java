/**
 * What the activity log holds: who took which credential, every refresh, and who read personal
 * text.
 */
@NullMarked
package dev.mooring.language.activity;

import org.jspecify.annotations.NullMarked;
