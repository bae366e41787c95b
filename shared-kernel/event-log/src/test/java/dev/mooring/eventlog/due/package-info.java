/** Tests of the due list. */
package dev.mooring.eventlog.due;
