package dev.mooring.eventlog.tck.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenEventsTest {

    private static final Ball.Kicked SAMPLE = new Ball.Kicked("ball", "usr_1", "Pelé");

    @TempDir private Path folder;
    private GoldenEvents golden;
    private Path file;

    sealed interface Ball extends DomainEvent {

        @EventType("ball.kicked")
        @Revision("1")
        record Kicked(String aggregateId, @Subject String user, @Personal String by)
                implements Ball {}
    }

    @BeforeEach
    void keep() throws Exception {
        golden = new GoldenEvents(folder, EventTypes.of(Ball.class), List.of());
        file = folder.resolve("ball.kicked.1.json");
        Files.write(file, golden.write(SAMPLE).json());
    }

    @Test
    void whatIsWrittenTheSameAsEverPasses() {
        golden.assertWritten(SAMPLE);
        golden.assertAllRead();
        assertThat(golden.write(SAMPLE)).isEqualTo(golden.write(SAMPLE));
        assertThat(file).content().doesNotContain("Pelé").contains("p1.");
    }

    @Test
    void oneByteThatDiffersFails() throws Exception {
        Files.writeString(file, Files.readString(file).replace("\"ball\"}", "\"bal\"}") + "\n");

        assertThatThrownBy(() -> golden.assertWritten(SAMPLE)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anEventWithoutAFileFails() throws Exception {
        Files.delete(file);

        assertThatThrownBy(() -> golden.assertWritten(SAMPLE)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(golden::assertAllRead).isInstanceOf(AssertionError.class);
    }

    @Test
    void anOldFileThatNoLongerReadsFailsAndIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("ball.kicked.0.json"),
                Files.readString(file).replace("\"revision\":\"1\"", "\"revision\":\"0\""));

        assertThatThrownBy(golden::assertAllRead).hasMessageContaining("ball.kicked.0.json");
    }
}
