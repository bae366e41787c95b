package dev.mooring.eventlog.tck.mongo;

import java.util.List;

/** A way to bring up a {@code mongod}: as a process from a binary, or as a container. */
interface MemberLauncher {

    /** Launches a member that answers; {@code options} are added to its command line. */
    MongoMember launch(int port, List<String> options);

    /** For people: which binary or image. */
    String description();
}
