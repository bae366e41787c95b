/**
 * The authorization server: consent, codes, tokens, and the faults a person can ask it to rehearse.
 */
@NullMarked
package dev.mooring.sandbox.authorization;

import org.jspecify.annotations.NullMarked;
