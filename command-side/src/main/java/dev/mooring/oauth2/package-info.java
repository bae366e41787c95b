/**
 * OAuth 2.0 and OpenID Connect as a client: what is asked, what comes back, and what it is worth.
 */
@NullMarked
package dev.mooring.oauth2;

import org.jspecify.annotations.NullMarked;
