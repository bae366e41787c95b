/** The people one can sign in as, and the page on which one of them is picked. */
@NullMarked
package dev.mooring.sandbox.account;

import org.jspecify.annotations.NullMarked;
