/** What each side asks the other about reusing authorizations: queries and their answers. */
@NullMarked
package dev.mooring.language.reuse;

import org.jspecify.annotations.NullMarked;
