/** What can be asked of a connection and what can have happened to it. */
@NullMarked
package dev.mooring.language.connection;

import org.jspecify.annotations.NullMarked;
