/** The names that answers show beside ids: of services, users and applications. */
@NullMarked
package dev.mooring.query.names;

import org.jspecify.annotations.NullMarked;
