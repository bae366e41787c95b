/** The clients of workspaces at services: their secrets, and the versions that they are for. */
@NullMarked
package dev.mooring.credentials.clients;

import org.jspecify.annotations.NullMarked;
