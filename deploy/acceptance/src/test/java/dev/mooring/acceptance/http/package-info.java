/**
 * The API as a client sees it, what stands between client and nodes, and a service that records.
 */
@NullMarked
package dev.mooring.acceptance.http;

import org.jspecify.annotations.NullMarked;
