/** A database with three members, and nodes that use it, run step by step as a seed has it. */
package dev.mooring.eventlog.simulation;
