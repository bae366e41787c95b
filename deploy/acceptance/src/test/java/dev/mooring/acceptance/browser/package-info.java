/** Someone in front of a browser: a real Chromium, or no more than HTTP and cookies. */
@NullMarked
package dev.mooring.acceptance.browser;

import org.jspecify.annotations.NullMarked;
