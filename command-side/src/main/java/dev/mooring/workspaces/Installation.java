package dev.mooring.workspaces;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What kind of an installation this is.
 *
 * @param data the folder of this node's own files
 * @param development whether this is one developer's machine: the key of the first start may do
 *     everything, and services may be reached over plain http on this machine
 */
@ConfigurationProperties("mooring")
public record Installation(
        @DefaultValue("./data") Path data, @DefaultValue("false") boolean development) {

    /** Where the key of the first start is written. */
    Path bootstrapKey() {
        return data.resolve("admin-token");
    }
}
