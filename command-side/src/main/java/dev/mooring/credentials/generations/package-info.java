/**
 * What one generation of a credential is made of, and how a pending one becomes the current one.
 */
@NullMarked
package dev.mooring.credentials.generations;

import org.jspecify.annotations.NullMarked;
