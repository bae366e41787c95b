/** Takes tokens of a workspace's own issuer for those of its users. */
@NullMarked
package dev.mooring.usertokens;

import org.jspecify.annotations.NullMarked;
