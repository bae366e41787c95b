/** Tests of what nodes tell each other, and of whom they believe. */
package dev.mooring.eventlog.forward;
