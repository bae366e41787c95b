/** The applications and API keys of a workspace. */
@NullMarked
package dev.mooring.query.directory;

import org.jspecify.annotations.NullMarked;
