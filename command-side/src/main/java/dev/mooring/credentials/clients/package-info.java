/** Puts the secrets of workspaces' clients into the vault. */
@NullMarked
package dev.mooring.credentials.clients;

import org.jspecify.annotations.NullMarked;
