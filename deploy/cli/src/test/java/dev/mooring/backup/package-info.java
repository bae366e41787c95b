/** Backups taken and restored, on every engine. */
package dev.mooring.backup;
