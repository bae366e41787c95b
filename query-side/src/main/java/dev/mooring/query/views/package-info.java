/** Which generation of each read model is served, and what keeps it and the others up to date. */
@NullMarked
package dev.mooring.query.views;

import org.jspecify.annotations.NullMarked;
