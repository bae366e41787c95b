/** The log in a MongoDB collection: appender, readers, doorbell and clock. */
@NullMarked
package dev.mooring.eventlog.mongo;

import org.jspecify.annotations.NullMarked;
