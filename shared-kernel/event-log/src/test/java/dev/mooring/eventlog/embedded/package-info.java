/** The embedded database under load, damage and SIGKILL. */
package dev.mooring.eventlog.embedded;
