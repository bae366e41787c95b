/** What Mooring has to show, end to end: the packaged server as a process, with real peers. */
@NullMarked
package dev.mooring.acceptance;

import org.jspecify.annotations.NullMarked;
