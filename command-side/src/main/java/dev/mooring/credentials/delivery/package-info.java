/** Hands credentials out to those who may take them, after it is on record that they do. */
@NullMarked
package dev.mooring.credentials.delivery;

import org.jspecify.annotations.NullMarked;
