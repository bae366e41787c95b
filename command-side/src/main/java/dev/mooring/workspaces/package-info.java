/** Workspaces, their users, their applications and the keys that open the API. */
@NullMarked
package dev.mooring.workspaces;

import org.jspecify.annotations.NullMarked;
