/** The services that a workspace can connect to: the catalog's and its own, by version. */
@NullMarked
package dev.mooring.query.services;

import org.jspecify.annotations.NullMarked;
