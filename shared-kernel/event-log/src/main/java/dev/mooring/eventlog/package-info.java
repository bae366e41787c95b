/**
 * The dense event log as its callers see it: append, read, follow, send; no framework, no driver.
 */
@NullMarked
package dev.mooring.eventlog;

import org.jspecify.annotations.NullMarked;
