/** How the nodes of an installation reach each other: on the management port, signed. */
@NullMarked
package dev.mooring.nodes;

import org.jspecify.annotations.NullMarked;
