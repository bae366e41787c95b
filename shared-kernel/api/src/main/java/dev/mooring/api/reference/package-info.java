/**
 * The API reference: OpenAPI 3.1 generated from the code, and the same as a page without scripts.
 */
@NullMarked
package dev.mooring.api.reference;

import org.jspecify.annotations.NullMarked;
