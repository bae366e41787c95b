/** Tests of who writes for all. */
package dev.mooring.eventlog.lease;
