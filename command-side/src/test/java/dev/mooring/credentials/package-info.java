/** Nodes on one database, and a token service that counts, for tests of all that credentials do. */
@NullMarked
package dev.mooring.credentials;

import org.jspecify.annotations.NullMarked;
