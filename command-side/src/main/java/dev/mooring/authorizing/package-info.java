/** Protocols as a client, and the browser's part in them, from start page to confirmation. */
@NullMarked
package dev.mooring.authorizing;

import org.jspecify.annotations.NullMarked;
