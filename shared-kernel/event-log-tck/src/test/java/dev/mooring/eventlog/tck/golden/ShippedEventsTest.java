package dev.mooring.eventlog.tck.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.EventTypes;
import dev.mooring.language.activity.ActivityEvents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in people's databases reads for ever, and is what we write today. */
class ShippedEventsTest {

    private static final Path GOLDEN = Path.of("../language/src/test/resources/golden");

    @Test
    void everyDomainEventIsWrittenAsItsGoldenFileSays() {
        written("domain", DomainEvents.TYPES, SampleEvents.ofTheDomain());
    }

    @Test
    void everyActivityIsWrittenAsItsGoldenFileSays() {
        written("activity", ActivityEvents.TYPES, SampleEvents.ofActivity());
    }

    private static void written(String log, EventTypes types, List<DomainEvent> samples) {
        assertThat(samples)
                .<Class<?>>extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(types.all());
        var golden = new GoldenEvents(GOLDEN.resolve(log), types, List.of());
        samples.forEach(golden::assertWritten);
        golden.assertAllRead();
    }
}
