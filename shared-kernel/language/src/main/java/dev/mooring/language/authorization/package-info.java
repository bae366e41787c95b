/**
 * What can be asked of an authorization, the grant by an account, and what can have happened to it.
 */
@NullMarked
package dev.mooring.language.authorization;

import org.jspecify.annotations.NullMarked;
