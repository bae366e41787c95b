/** Shows what pages and cookies promise. */
@NullMarked
package dev.mooring.authorizing.browser;

import org.jspecify.annotations.NullMarked;
