/** The rule of reuse: who may share an authorization. */
@NullMarked
package dev.mooring.authorizations.reuse;

import org.jspecify.annotations.NullMarked;
