/** Renaming a connection, changing its scopes, disabling and enabling it. */
@NullMarked
package dev.mooring.connections.manage;

import org.jspecify.annotations.NullMarked;
