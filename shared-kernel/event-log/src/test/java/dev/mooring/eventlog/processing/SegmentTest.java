package dev.mooring.eventlog.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {

    private static final List<String> SEQUENCES =
            IntStream.range(0, 10_000).mapToObj(n -> "wsp_acme/usr_" + n).toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 256})
    void everySequenceBelongsToOnePart(int parts) {
        var segments = Segment.whole(parts);

        assertThat(segments).hasSize(parts);
        assertThat(SEQUENCES)
                .allSatisfy(sequence ->
                        assertThat(segments.stream().filter(part -> part.matches(sequence)))
                                .hasSize(1));
    }

    @Test
    void partsAreAboutEqual() {
        for (var part : Segment.whole(8)) {
            assertThat(SEQUENCES.stream().filter(part::matches).count()).isBetween(1_100L, 1_400L);
        }
    }

    @Test
    void halvesAreTheWholeAndSiblingsOfEachOther() {
        for (var whole : Segment.whole(5)) {
            var halves = whole.split();

            assertThat(halves.getFirst().id()).isEqualTo(whole.id());
            assertThat(halves.getFirst().sibling()).isEqualTo(halves.getLast());
            assertThat(halves.getLast().sibling()).isEqualTo(halves.getFirst());
            assertThat(halves).extracting(Segment::parent).containsOnly(whole);
            assertThat(SEQUENCES.stream().filter(whole::matches))
                    .allSatisfy(sequence ->
                            assertThat(halves.stream().filter(half -> half.matches(sequence)))
                                    .hasSize(1));
        }
    }

    @Test
    void thereIsAnEndToSplitting() {
        var smallest = Segment.whole(Segment.MOST).getFirst();

        assertThatThrownBy(smallest::split).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Segment.WHOLE::sibling).isInstanceOf(IllegalArgumentException.class);
    }
}
