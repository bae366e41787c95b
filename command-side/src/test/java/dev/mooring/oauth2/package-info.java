/** Shows what is asked of a service and what its answers are taken for. */
@NullMarked
package dev.mooring.oauth2;

import org.jspecify.annotations.NullMarked;
