/**
 * A real OAuth2 service on loopback to try connections with: started, configured and visited from
 * here.
 */
@NullMarked
package dev.mooring.sandbox;

import org.jspecify.annotations.NullMarked;
