/** What the activity log holds: who took which credential, and every refresh. */
@NullMarked
package dev.mooring.language.activity;

import org.jspecify.annotations.NullMarked;
