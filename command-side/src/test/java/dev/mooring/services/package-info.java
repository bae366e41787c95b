/** Shows what becomes of custom services and clients. */
@NullMarked
package dev.mooring.services;

import org.jspecify.annotations.NullMarked;
