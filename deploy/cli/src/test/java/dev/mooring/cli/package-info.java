/** The command line, in this process. */
package dev.mooring.cli;
