package dev.mooring.eventlog.tck.mongo;

import java.util.List;

/** One {@code mongod} of our own, without replication. */
public final class Standalone implements MongoFixture {

    private final MongoMember member;
    private final String description;

    private Standalone(MongoMember member, String description) {
        this.member = member;
        this.description = description;
    }

    static Standalone start(MemberLauncher launcher) {
        return new Standalone(
                launcher.launch(Mongods.freePort(), List.of()),
                launcher.description() + ", standalone");
    }

    /** The one process, to break. */
    public MongoMember member() {
        return member;
    }

    @Override
    public Engine engine() {
        return Engine.STANDALONE;
    }

    @Override
    public String connectionString() {
        return "mongodb://" + member.address();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        member.close();
    }
}
