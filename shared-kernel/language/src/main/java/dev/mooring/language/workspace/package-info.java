/** Workspaces, their users, applications and keys. */
@NullMarked
package dev.mooring.language.workspace;

import org.jspecify.annotations.NullMarked;
