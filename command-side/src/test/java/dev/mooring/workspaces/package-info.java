/** Shows what becomes of workspaces, users, applications and keys. */
@NullMarked
package dev.mooring.workspaces;

import org.jspecify.annotations.NullMarked;
