/** Lets pure deciders run as Axon aggregates, several of them within one unit of work. */
@NullMarked
package dev.mooring.deciding;

import org.jspecify.annotations.NullMarked;
