/** Shows what becomes of credentials that have ended or never began. */
@NullMarked
package dev.mooring.credentials.ending;

import org.jspecify.annotations.NullMarked;
