/** Decides on authorizations: granting, naming, mapping, revoking and retiring them. */
@NullMarked
package dev.mooring.authorizations;

import org.jspecify.annotations.NullMarked;
