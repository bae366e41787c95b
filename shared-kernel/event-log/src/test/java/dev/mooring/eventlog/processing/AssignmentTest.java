package dev.mooring.eventlog.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {

    private static final Set<String> NINE =
            IntStream.range(0, 9).mapToObj(n -> "view" + n).collect(Collectors.toSet());

    @Test
    void aLoneNodeHasAll() {
        var segments = segments(NINE, 1);

        assertThat(Assignment.of(segments, Map.of("one", NINE)).values())
                .hasSize(9)
                .containsOnly("one");
    }

    @Test
    void aNodeThatStartsIsGivenItsShareAndTheRestStays() {
        var held = own(segments(NINE, 1), Map.of("one", NINE));

        var shared = Assignment.of(held, Map.of("one", NINE, "two", NINE));

        assertThat(loads(shared)).containsExactlyInAnyOrder(5, 4);
        assertThat(own(held, shared)).isEqualTo(own(own(held, shared), shared));
    }

    @Test
    void whatADeadNodeHadIsSharedAndTheRestStays() {
        var three = Map.of("one", NINE, "two", NINE, "three", NINE);
        var held = own(segments(NINE, 1), three);

        var shared = Assignment.of(held, Map.of("one", NINE, "two", NINE));

        assertThat(loads(shared)).containsExactlyInAnyOrder(5, 4);
        assertThat(held)
                .filteredOn(stored -> !"three".equals(stored.owner()))
                .allSatisfy(stored ->
                        assertThat(shared).containsEntry(Assignment.id(stored), stored.owner()));
    }

    @Test
    void aProcessorsSegmentsAreSpreadOverTheNodes() {
        var held = own(segments(Set.of("view"), 4), Map.of("one", Set.of("view")));

        var shared =
                Assignment.of(held, Map.of("one", Set.of("view"), "two", Set.of("view", "other")));

        assertThat(loads(shared)).containsExactlyInAnyOrder(2, 2);
    }

    @Test
    void aNodeIsGivenNothingThatItDoesNotRun() {
        var segments = segments(Set.of("a", "b"), 2);

        var shared = Assignment.of(segments, Map.of("one", Set.of("a"), "two", Set.of()));

        assertThat(shared).isEqualTo(Map.of("a/0", "one", "a/1", "one"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesAndGoesSharesAreEvenAndStay(long seed) {
        var random = new Random(seed);
        var held = segments(NINE, 1 + random.nextInt(4));
        for (int round = 0; round < 20; round++) {
            var members = new HashMap<String, Set<String>>();
            IntStream.range(0, 5)
                    .filter(n -> n == 0 || random.nextBoolean())
                    .forEach(n -> members.put("node" + n, NINE));

            var shared = Assignment.of(held, members);

            assertThat(shared).hasSize(held.size());
            assertThat(loads(shared).stream().mapToInt(it -> it).max().orElseThrow())
                    .isLessThanOrEqualTo(-Math.floorDiv(-held.size(), members.size()));
            held = own(held, shared);
            assertThat(Assignment.of(held, members)).isEqualTo(shared);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    private static List<StoredSegment> segments(Set<String> processors, int each) {
        var segments = new ArrayList<StoredSegment>();
        for (var processor : processors) {
            Segment.whole(each)
                    .forEach(part ->
                            segments.add(
                                    new StoredSegment(processor, part, Place.BEGINNING, null, 0)));
        }
        return segments;
    }

    private static List<StoredSegment> own(
            List<StoredSegment> segments, Map<String, ?> membersOrNodes) {
        @SuppressWarnings("unchecked")
        var nodes =
                membersOrNodes.values().iterator().next() instanceof Set<?>
                        ? Assignment.of(segments, (Map<String, Set<String>>) membersOrNodes)
                        : (Map<String, String>) membersOrNodes;
        return segments.stream()
                .map(it ->
                        new StoredSegment(
                                it.processor(),
                                it.segment(),
                                it.place(),
                                nodes.get(Assignment.id(it)),
                                it.epoch()))
                .toList();
    }

    private static List<Integer> loads(Map<String, String> nodes) {
        return nodes.values().stream()
                .collect(Collectors.groupingBy(it -> it, Collectors.summingInt(it -> 1)))
                .values()
                .stream()
                .toList();
    }
}
