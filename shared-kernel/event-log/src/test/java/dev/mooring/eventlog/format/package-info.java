/** Tests of the stored format. */
package dev.mooring.eventlog.format;
