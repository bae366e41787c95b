package dev.mooring.eventlog.simulation;

import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.simulation.Member.Entry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A replica set of three, as far as a log can tell: one oplog that is pulled from the primary, a
 * majority's commit point, elections, rollback of what no majority had, and primaries that do not
 * know yet that they are none any more.
 */
public final class SimulatedSet {

    private static final long MS = 1_000_000;

    /** Within which a primary that sees nobody gives way. */
    private static final long ALONE = 1500 * MS;

    private final World world;
    private final Set<Plant> plants;
    private final List<Member> members =
            List.of(new Member("m0"), new Member("m1"), new Member("m2"));
    private long electionNotBefore;

    public SimulatedSet(World world, Set<Plant> plants) {
        this.world = world;
        this.plants = plants;
        for (var member : members) {
            work(member);
        }
        elect(members.getFirst());
    }

    /** One of the faults that befall a set. Each mends itself some time later. */
    public void breakSomething() {
        var member = members.get(world.random().nextInt(members.size()));
        if (world.chance(0.6)) {
            member = newestPrimary().orElse(member);
        }
        switch (world.random().nextInt(4)) {
            case 0 -> crash(member);
            case 1 -> isolate(member, false);
            case 2 -> isolate(member, true);
            default -> handOver();
        }
    }

    /** Mends everything. */
    public void heal() {
        members.forEach(this::heal);
    }

    /** Whether all members hold the same and know it. */
    public boolean isQuiet() {
        var primary = newestPrimary();
        return primary.isPresent()
                && members.stream()
                        .allMatch(member ->
                                member.running
                                        && !member.isolated
                                        && member.committed == primary.get().oplog.size()
                                        && member.term == primary.get().term);
    }

    /** What the log holds for good. */
    public List<CommitDocument> truth() {
        var primary = newestPrimary().orElseThrow();
        return primary.documents(primary.committed);
    }

    World world() {
        return world;
    }

    boolean has(Plant plant) {
        return plants.contains(plant);
    }

    /** Those that say they are primary, the newest first. */
    List<Member> primaries() {
        return members.stream()
                .filter(member -> member.running && member.primary && !member.hidden)
                .sorted(Comparator.comparingLong((Member member) -> member.term).reversed())
                .toList();
    }

    /** What a read at a member sees. */
    List<CommitDocument> read(Member member) {
        return member.documents(has(Plant.LOCAL_READS) ? member.oplog.size() : member.committed);
    }

    private void work(Member member) {
        world.whenever(
                () -> member.running && member.durable < member.oplog.size(),
                member + " syncs",
                () -> member.durable = member.oplog.size());
        world.whenever(() -> isBehind(member), member + " pulls", () -> pull(member));
        world.whenever(
                () -> member.running && member.primary && majority(member) > member.committed,
                member + " learns what a majority has",
                () -> member.committed = majority(member));
        world.whenever(
                () -> member.running && member.primary && isDeposed(member),
                member + " gives way",
                () -> member.primary = false);
        world.whenever(
                () -> canBeElected(member) && world.now() >= electionNotBefore,
                member + " is elected",
                () -> elect(member));
    }

    private void crash(Member member) {
        if (member.running) {
            world.note(() -> member + " crashes");
            member.crash();
            postponeElection();
            world.after(pause(), member + " is started", () -> heal(member));
        }
    }

    private void isolate(Member member, boolean hidden) {
        if (member.running && !member.isolated) {
            world.note(() -> member + " is cut off" + (hidden ? " from nodes too" : ""));
            member.isolated = true;
            member.isolatedAt = world.now();
            member.hidden = hidden;
            world.after(ALONE, member + " has been alone for long", () -> {});
            postponeElection();
            world.after(pause(), member + " is back", () -> heal(member));
        }
    }

    private void handOver() {
        members.stream()
                .filter(this::couldWin)
                .skip(world.random().nextInt(2))
                .findFirst()
                .ifPresent(this::elect);
    }

    private void heal(Member member) {
        member.running = true;
        member.isolated = false;
        member.hidden = false;
    }

    /** Mostly shorter than a command's patience, sometimes longer. */
    private long pause() {
        return world.upTo(world.chance(0.7) ? 50 * MS : 8000 * MS);
    }

    private void postponeElection() {
        long delay = world.upTo(world.chance(0.7) ? 5 * MS : 1200 * MS);
        electionNotBefore = world.now() + delay;
        world.after(delay, "an election is due", () -> {});
    }

    private Optional<Member> newestPrimary() {
        return members.stream()
                .filter(member -> member.running && member.primary)
                .max(Comparator.comparingLong(member -> member.term));
    }

    private boolean connected(Member one, Member other) {
        return one.running && other.running && !one.isolated && !other.isolated;
    }

    private Optional<Member> source(Member member) {
        return members.stream()
                .filter(other -> other.primary && other != member && connected(other, member))
                .max(Comparator.comparingLong(other -> other.term))
                .filter(other -> other.term >= member.term);
    }

    private boolean isBehind(Member member) {
        if (!member.running || member.primary) {
            return false;
        }
        var source = source(member).orElse(null);
        return source != null
                && (source.term > member.term
                        || source.committed > member.committed
                        || member.oplog.size() != source.oplog.size()
                        || member.common(source) != source.oplog.size());
    }

    /** Gives up what the primary has not, and takes some of what it has. */
    private void pull(Member member) {
        var source = source(member).orElseThrow();
        int common = member.common(source);
        if (common < member.oplog.size()) {
            if (common < member.committed && !has(Plant.ACKNOWLEDGED_BY_ONE)) {
                throw new IllegalStateException("the simulation rolls back what a majority had");
            }
            member.keep(common);
        }
        int missing = source.oplog.size() - common;
        int taken = missing == 0 ? 0 : 1 + world.random().nextInt(missing);
        source.oplog.subList(common, common + taken).forEach(member::append);
        member.term = source.term;
        member.committed =
                Math.max(member.committed, Math.min(source.committed, member.oplog.size()));
    }

    /** How many entries a majority has on disk, if the last of them is of this term. */
    private int majority(Member primary) {
        for (int entries = primary.oplog.size(); entries > primary.committed; entries--) {
            var last = primary.oplog.get(entries - 1);
            if (last.term() == primary.term && holders(last, entries, primary) >= 2) {
                return entries;
            }
        }
        return primary.committed;
    }

    private long holders(Entry entry, int entries, Member primary) {
        return members.stream()
                .filter(member -> member == primary || connected(member, primary))
                .filter(member ->
                        member.durable >= entries && member.oplog.get(entries - 1) == entry)
                .count();
    }

    private boolean isDeposed(Member member) {
        return member.isolated
                ? world.now() >= member.isolatedAt + ALONE
                : members.stream()
                        .anyMatch(other -> connected(other, member) && other.term > member.term);
    }

    private boolean canBeElected(Member member) {
        return members.stream().noneMatch(other -> other.primary && connected(other, member))
                && couldWin(member);
    }

    private boolean couldWin(Member member) {
        return member.running
                && !member.primary
                && members.stream()
                        .anyMatch(voter ->
                                voter != member
                                        && connected(voter, member)
                                        && member.isAsNewAs(voter));
    }

    private void elect(Member member) {
        long term = 0;
        for (var voter : members) {
            if (voter == member || connected(voter, member)) {
                term = Math.max(term, voter.term);
            }
        }
        // A vote is worth one term; who is not asked keeps believing what he believed.
        for (var voter : members) {
            if (voter != member && connected(voter, member) && member.isAsNewAs(voter)) {
                voter.term = term + 1;
                voter.primary = false;
            }
        }
        member.term = term + 1;
        member.primary = true;
        member.append(new Entry(member.term, null, null));
    }
}
