/** Custom services, the workspace's clients at services, and where others look both up. */
@NullMarked
package dev.mooring.services;

import org.jspecify.annotations.NullMarked;
