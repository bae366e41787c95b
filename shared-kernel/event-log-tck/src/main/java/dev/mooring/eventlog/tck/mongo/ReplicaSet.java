package dev.mooring.eventlog.tck.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A replica set of three members of our own. A lost primary is replaced about two seconds later.
 *
 * <p>A test that breaks it ends with {@link #heal()}, for the next test shares it.
 */
public final class ReplicaSet implements MongoFixture {

    private static final String NAME = "rs0";
    private static final int ELECTION_TIMEOUT_MILLIS = 1000;

    /** A new primary asks the one that fell silent for what it has for so long; else ten. */
    private static final int HEARTBEAT_TIMEOUT_SECONDS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<MongoMember> members;

    /** One for each member where there are any. */
    private final List<Relay> relays;

    private final String description;

    private ReplicaSet(List<MongoMember> members, List<Relay> relays, String description) {
        this.members = List.copyOf(members);
        this.relays = List.copyOf(relays);
        this.description = description;
    }

    /** Whether this machine has what members are made of. */
    public static boolean isPossible() {
        return MongoFixtures.ofThisMachine().launcher().isPresent();
    }

    /**
     * Starts one whose members are reached, by each other and by clients, through relays only, to
     * be cut off or slowed there; the caller closes it.
     *
     * @throws IllegalStateException where nothing on this machine can stand for its members
     */
    public static ReplicaSet behindRelays() {
        return start(MongoFixtures.ofThisMachine().requireLauncher(), true);
    }

    static ReplicaSet start(MemberLauncher launcher) {
        return start(launcher, false);
    }

    private static ReplicaSet start(MemberLauncher launcher, boolean behindRelays) {
        List<String> options = new ArrayList<>(List.of("--replSet", NAME, "--oplogSize", "64"));
        if (behindRelays) {
            // Has members say who they are when they greet each other, which relays listen for.
            options.addAll(List.of("--setParameter", "enableTestCommands=1"));
        }
        List<MongoMember> members =
                IntStream.range(0, 3)
                        .mapToObj(_ -> launcher.launch(Mongods.freePort(), options))
                        .toList();
        List<Relay> relays =
                behindRelays ? members.stream().map(ReplicaSet::relay).toList() : List.<Relay>of();
        ReplicaSet set =
                new ReplicaSet(members, relays, launcher.description() + ", replica set of three");
        set.initiate();
        set.awaitPrimary();
        return set;
    }

    /** All three, running or not, in a fixed order. */
    public List<MongoMember> members() {
        return members;
    }

    /** The way to a member, where there are relays. */
    public Relay relayOf(MongoMember member) {
        return relays.get(members.indexOf(member));
    }

    /**
     * Parts a member from the others, both ways, while clients reach it as before: what it takes
     * until it notices, nobody else has. Needs relays.
     */
    public void cutFromOthers(MongoMember member) {
        for (MongoMember other : members) {
            if (!other.equals(member)) {
                relayOf(other).cutMember(portOf(member));
            }
        }
        relayOf(member).cutMembers();
    }

    /** Parts a member from the others, both ways, and from clients. Needs relays. */
    public void cutFromAll(MongoMember member) {
        cutFromOthers(member);
        relayOf(member).cut();
    }

    /**
     * The member that takes writes, waited for: a majority has to be running and to have voted.
     *
     * @throws IllegalStateException when a minute brings none
     */
    public MongoMember awaitPrimary() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<MongoMember> primary = members.stream().filter(this::isPrimary).findFirst();
            if (primary.isPresent()) {
                return primary.get();
            }
        }
        throw new IllegalStateException("no primary in " + connectionString());
    }

    /** Kills the primary without warning and returns it; the others elect another. */
    public MongoMember killPrimary() {
        MongoMember primary = awaitPrimary();
        primary.kill();
        return primary;
    }

    /** Makes the primary give way in good order to another member, for a minute at least. */
    public void stepDown() {
        MongoMember primary = awaitPrimary();
        try (MongoClient client = Mongods.direct(primary.address(), PATIENCE)) {
            client.getDatabase("admin")
                    .runCommand(
                            new Document("replSetStepDown", 60)
                                    .append("secondaryCatchUpPeriodSecs", 10));
        }
    }

    /**
     * Starts and resumes whatever a test left broken, lets every member stand for election again,
     * and waits until all three follow.
     */
    public void heal() {
        relays.forEach(Relay::mend);
        for (MongoMember member : members) {
            if (member.isRunning()) {
                member.resume();
            } else {
                member.start();
            }
        }
        awaitPrimary();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!members.stream().allMatch(this::isPrimaryOrSecondary)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not all members follow: " + connectionString());
            }
        }
        members.forEach(ReplicaSet::unfreeze);
    }

    @Override
    public Engine engine() {
        return Engine.REPLICA_SET;
    }

    @Override
    public String connectionString() {
        return addresses().stream()
                .collect(Collectors.joining(",", "mongodb://", "/?replicaSet=" + NAME));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        members.forEach(MongoMember::close);
        relays.forEach(Relay::close);
    }

    /** Takes back that a member which stepped down does not stand for election for a while. */
    private static void unfreeze(MongoMember member) {
        try (MongoClient client = Mongods.direct(member.address(), PATIENCE)) {
            client.getDatabase("admin").runCommand(new Document("replSetFreeze", 0));
        } catch (MongoException e) {
            // It is the primary, which stands for nothing, or rolls back and lets go of everybody;
            // it stands again by itself a minute later.
        }
    }

    private static Relay relay(MongoMember member) {
        return new Relay(portOf(member));
    }

    private static int portOf(MongoMember member) {
        var address = member.address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Where members and clients find the members. */
    private List<String> addresses() {
        return relays.isEmpty()
                ? members.stream().map(MongoMember::address).toList()
                : relays.stream().map(Relay::address).toList();
    }

    private void initiate() {
        List<Document> hosts = new ArrayList<>();
        for (String address : addresses()) {
            hosts.add(new Document("_id", hosts.size()).append("host", address));
        }
        Document config =
                new Document("_id", NAME)
                        .append("members", hosts)
                        .append(
                                "settings",
                                new Document("electionTimeoutMillis", ELECTION_TIMEOUT_MILLIS)
                                        .append("heartbeatTimeoutSecs", HEARTBEAT_TIMEOUT_SECONDS)
                                        .append("heartbeatIntervalMillis", 200));
        try (MongoClient client = Mongods.direct(members.getFirst().address(), PATIENCE)) {
            client.getDatabase("admin").runCommand(new Document("replSetInitiate", config));
        }
    }

    private boolean isPrimary(MongoMember member) {
        return says(member, "isWritablePrimary");
    }

    private boolean isPrimaryOrSecondary(MongoMember member) {
        return says(member, "isWritablePrimary") || says(member, "secondary");
    }

    private static boolean says(MongoMember member, String role) {
        if (!member.isRunning()) {
            return false;
        }
        try (MongoClient client = Mongods.direct(member.address(), Duration.ofMillis(500))) {
            return client.getDatabase("admin")
                    .runCommand(new Document("hello", 1))
                    .getBoolean(role, false);
        } catch (MongoCommandException e) {
            throw e;
        } catch (MongoException e) {
            return false; // not reachable right now, so not in that role
        }
    }
}
