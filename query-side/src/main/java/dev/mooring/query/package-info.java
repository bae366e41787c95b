/**
 * What every read model is made of: pure folds, coalesced into documents that know their position.
 */
@NullMarked
package dev.mooring.query;

import org.jspecify.annotations.NullMarked;
