/** The small protected API that the issued access tokens open. */
@NullMarked
package dev.mooring.sandbox.api;

import org.jspecify.annotations.NullMarked;
