/** The fault runs in short, with every build. */
package dev.mooring.faults;
