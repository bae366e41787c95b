/** The conventions that every HTTP route of Mooring keeps, assembled for a server to import. */
@NullMarked
package dev.mooring.api;

import org.jspecify.annotations.NullMarked;
