/**
 * What a connection and its authorization have become: the folds that several read models share.
 */
@NullMarked
package dev.mooring.query.connection;

import org.jspecify.annotations.NullMarked;
