/** Tests of processors, their segments and dead letters. */
package dev.mooring.eventlog.processing;
