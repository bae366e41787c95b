/** Who took which credential and when, and how its refreshes went, from the activity log. */
@NullMarked
package dev.mooring.query.usage;

import org.jspecify.annotations.NullMarked;
