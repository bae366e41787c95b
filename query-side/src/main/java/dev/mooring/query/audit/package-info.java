/** Everything that happened in a workspace, found by what auditors ask for. */
@NullMarked
package dev.mooring.query.audit;

import org.jspecify.annotations.NullMarked;
