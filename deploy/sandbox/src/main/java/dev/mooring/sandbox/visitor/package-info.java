/** A person at the sandbox, played by a program, so that tests get through sign-in and consent. */
@NullMarked
package dev.mooring.sandbox.visitor;

import org.jspecify.annotations.NullMarked;
