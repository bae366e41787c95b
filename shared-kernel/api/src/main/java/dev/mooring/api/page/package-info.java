/** Pages for people, without scripts and without a request that leaves them. */
@NullMarked
package dev.mooring.api.page;

import org.jspecify.annotations.NullMarked;
