package dev.mooring.connections.create;

import dev.mooring.language.ConnectionId;
import dev.mooring.language.LinkName;
import java.util.function.Predicate;

/**
 * Finds a free link name: the one asked for, or the same with {@code _2}, {@code _3} and so on. It
 * gallops over the taken ones, so that the thousandth connection of a service asks some twenty
 * times and not a thousand, and spreads those that are made at the same moment over an eighth of
 * the numbers in use, so that they seldom meet. Those that met all the same spread further with
 * each try.
 */
final class FreeLinkName {

    /** Over how many numbers those spread that met once; twice as many with each further try. */
    private static final int APART = 32;

    private FreeLinkName() {}

    /** Pure but for {@code isFree}, which is asked at the log's head. */
    static LinkName from(
            LinkName wanted, ConnectionId connection, int tried, Predicate<LinkName> isFree) {
        int taken = 0;
        int free = 1;
        while (!isFree.test(wanted.candidate(free))) {
            taken = free;
            free = Math.multiplyExact(free, 2);
        }
        while (free - taken > 1) {
            int middle = taken + (free - taken) / 2;
            if (isFree.test(wanted.candidate(middle))) {
                free = middle;
            } else {
                taken = middle;
            }
        }
        int width = Math.max(tried == 1 ? 1 : APART << (tried - 2), free / 8);
        int spread = free + Math.floorMod(connection.value().hashCode(), width);
        return wanted.candidate(isFree.test(wanted.candidate(spread)) ? spread : free);
    }
}
