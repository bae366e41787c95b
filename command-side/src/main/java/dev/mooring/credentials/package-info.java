/**
 * Keeps, refreshes, hands out and destroys the credentials behind authorizations; alone reads the
 * vault.
 */
@NullMarked
package dev.mooring.credentials;

import org.jspecify.annotations.NullMarked;
