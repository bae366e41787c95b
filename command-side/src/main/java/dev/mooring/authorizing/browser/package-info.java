/** What the browser sees and keeps: pages without script, and a cookie per attempt. */
@NullMarked
package dev.mooring.authorizing.browser;

import org.jspecify.annotations.NullMarked;
