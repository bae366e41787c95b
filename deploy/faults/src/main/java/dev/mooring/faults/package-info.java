/** Breaks what the log stands on, in processes of their own, and judges what became of it. */
@NullMarked
package dev.mooring.faults;

import org.jspecify.annotations.NullMarked;
