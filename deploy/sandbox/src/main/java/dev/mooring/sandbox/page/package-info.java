/** Server-rendered pages without scripts, and the headers that every one of them carries. */
@NullMarked
package dev.mooring.sandbox.page;

import org.jspecify.annotations.NullMarked;
