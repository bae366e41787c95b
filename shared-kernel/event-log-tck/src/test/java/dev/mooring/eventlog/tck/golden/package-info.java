/** Tests of the golden files' keeper. */
package dev.mooring.eventlog.tck.golden;
