/** The permissions that can be asked for, by what they let an application do. */
@NullMarked
package dev.mooring.sandbox.scope;

import org.jspecify.annotations.NullMarked;
