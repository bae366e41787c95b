/** Shows which posted services are taken. */
@NullMarked
package dev.mooring.services.posted;

import org.jspecify.annotations.NullMarked;
