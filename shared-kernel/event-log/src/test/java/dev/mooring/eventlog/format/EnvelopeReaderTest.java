package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class EnvelopeReaderTest {

    private static final String WHOLE =
            """
            {"id":"c-0","type":"thing.used","revision":"1","aggregateType":"thing","aggregateId":"t",\
            "sequence":4,"time":"2026-03-01T09:30:00.250Z","metadata":{"owner":"o","actor":"a",\
            "client":"c","request":"r","cause":"e","address":"x"},"payload":{"thing":"t"}}\
            """;

    @Test
    void whatIsReadIsWrittenTheSame() {
        var envelope = parse(WHOLE);

        assertThat(envelope.time()).isEqualTo(Instant.parse("2026-03-01T09:30:00.250Z"));
        assertThat(envelope.sequence()).isEqualTo(4);
        assertThat(envelope.toBytes()).hasToString(WHOLE);
    }

    @Test
    void onesInAnotherOrderAndWhatANewerVersionAddsAreNoHindrance() {
        var turned =
                """
                {"payload":{"thing":"t"},"added":{"x":[1,{"y":2}]},"metadata":{"address":"x",\
                "added":[],"cause":"e","request":"r","client":"c","actor":"a","owner":"o"},\
                "time":"2026-03-01T09:30:00.250Z","sequence":4,"aggregateId":"t",\
                "aggregateType":"thing","revision":"1","type":"thing.used","id":"c-0"}\
                """;

        assertThat(parse(turned)).isEqualTo(parse(WHOLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"c-0\",",
                "\"type\":\"thing.used\",",
                "\"revision\":\"1\",",
                "\"aggregateType\":\"thing\",",
                "\"aggregateId\":\"t\",",
                "\"sequence\":4,",
                "\"time\":\"2026-03-01T09:30:00.250Z\",",
                "\"actor\":\"a\",",
                "\"request\":\"r\",",
                ",\"payload\":{\"thing\":\"t\"}"
            })
    void whatIsAlwaysThereIsNotMissed(String property) {
        assertNone(WHOLE.replace(property, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"c-0\"",
                "\"2026-03-01T09:30:00.250Z\"",
                "{\"thing\":\"t\"}",
                "4",
                "\"a\"",
                "\"x\""
            })
    void aValueOfAnotherKindIsNone(String value) {
        assertNone(WHOLE.replace(":" + value, ":null"));
        assertNone(WHOLE.replace(":" + value, ":[]"));
        assertNone(WHOLE.replace(":" + value, ":1.5"));
    }

    @Test
    void aPropertyTwiceAndAnythingBehindAreNone() {
        assertNone(WHOLE.replace("\"sequence\":4", "\"sequence\":4,\"sequence\":5"));
        assertNone(WHOLE.replace("{\"thing\":\"t\"}", "{\"thing\":\"t\",\"thing\":\"u\"}"));
        assertNone(WHOLE.replace("\"actor\":\"a\"", "\"actor\":\"a\",\"actor\":\"b\""));
        assertNone(WHOLE + "{}");
        assertNone(WHOLE + "x");
        assertNone(WHOLE.substring(0, WHOLE.length() - 1));
        assertNone("[]");
        assertNone("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T09:30:00.250Z",
                "2026-03-01T24:30:00.250Z",
                "2026-03-01T09:30:00.2x0Z",
                "2026-03-01 09:30:00.250Z",
                "yesterday"
            })
    void whatIsNoTimeIsNone(String time) {
        assertNone(WHOLE.replace("2026-03-01T09:30:00.250Z", time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999Z",
                "2024-02-29T23:59:59.000Z",
                "2026-03-01T09:30:00Z",
                "2026-03-01T09:30:00.123456789Z",
                "+12026-03-01T09:30:00.250Z"
            })
    void timesAreReadAsAnyoneReadsThem(String time) {
        assertThat(parse(WHOLE.replace("2026-03-01T09:30:00.250Z", time)).time())
                .isEqualTo(Instant.parse(time));
    }

    @Test
    void readStraightOrByTheGeneralReaderItIsTheSameWhateverByteIsAnother() {
        var written = WHOLE.getBytes(UTF_8);
        int straight = 0;
        for (int i = 0; i < written.length; i++) {
            for (var other : "0{}[],:\"\\ \u0001\u007fé".getBytes(UTF_8)) {
                var bytes = written.clone();
                bytes[i] = other;
                var read = EnvelopeBytes.read(bytes);
                if (read != null) {
                    assertThat(read).isEqualTo(EnvelopeReader.read(EventBytes.of(bytes)));
                    straight++;
                }
            }
        }
        assertThat(straight).isGreaterThan(written.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"owner\":\"o\",",
                ",\"client\":\"c\"",
                ",\"cause\":\"e\"",
                ",\"address\":\"x\""
            })
    void whatIsLeftOutIsReadStraightAllTheSame(String property) {
        var bytes = WHOLE.replace(property, "").getBytes(UTF_8);

        assertThat(EnvelopeBytes.read(bytes))
                .isNotNull()
                .isEqualTo(EnvelopeReader.read(EventBytes.of(bytes)));
    }

    private static Envelope parse(String json) {
        return Envelope.parse(EventBytes.of(json.getBytes(UTF_8)));
    }

    private static void assertNone(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(JacksonException.class);
    }
}
