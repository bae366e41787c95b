/** Nodes on this machine that are no servers, and forward commits to each other all the same. */
@NullMarked
package dev.mooring.eventlog.tck.node;

import org.jspecify.annotations.NullMarked;
