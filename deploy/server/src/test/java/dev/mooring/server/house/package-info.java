/** The whole server with the sandbox, within the tests' own process, and who calls them. */
@NullMarked
package dev.mooring.server.house;

import org.jspecify.annotations.NullMarked;
