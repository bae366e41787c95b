/** What happened to a connection and its authorizations, read from the log itself. */
@NullMarked
package dev.mooring.query.history;

import org.jspecify.annotations.NullMarked;
