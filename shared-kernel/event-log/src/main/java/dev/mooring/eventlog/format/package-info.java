/** The stored format, version 1, which is final: envelope bytes, commit documents, hashes. */
@NullMarked
package dev.mooring.eventlog.format;

import org.jspecify.annotations.NullMarked;
