/** Shows who gets which credential, and in what form. */
@NullMarked
package dev.mooring.credentials.delivery;

import org.jspecify.annotations.NullMarked;
