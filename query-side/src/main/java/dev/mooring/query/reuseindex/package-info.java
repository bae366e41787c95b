/** Which authorizations in effect a user could reuse for a configuration. */
@NullMarked
package dev.mooring.query.reuseindex;

import org.jspecify.annotations.NullMarked;
