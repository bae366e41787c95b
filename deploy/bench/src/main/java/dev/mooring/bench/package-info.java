/** Benchmarks: what is measured stands beside something bare that is measured in the same run. */
@NullMarked
package dev.mooring.bench;

import org.jspecify.annotations.NullMarked;
