/** Tests of the log behind Axon's ports. */
package dev.mooring.eventlog.axon;
