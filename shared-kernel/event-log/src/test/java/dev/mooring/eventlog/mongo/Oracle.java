package dev.mooring.eventlog.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.SealedCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what callers were told and readers saw against what the log came to hold. Knows nothing of
 * how the log is written.
 */
final class Oracle {

    private final Map<String, List<Told>> told = new LinkedHashMap<>();
    private final Map<String, SealedCommit> sent = new HashMap<>();

    /** A caller sends a commit; what he is told goes into the answered place. */
    int sending(SealedCommit commit) {
        sent.put(commit.id(), commit);
        var answers = told.computeIfAbsent(commit.id(), _ -> new ArrayList<>());
        answers.add(new Told.Unknown());
        return answers.size() - 1;
    }

    void told(SealedCommit commit, int sending, Told answer) {
        told.get(commit.id()).set(sending, answer);
    }

    int acknowledged() {
        return (int)
                told.values().stream()
                        .filter(answers ->
                                answers.stream().anyMatch(Told.Written.class::isInstance))
                        .count();
    }

    /** The chain, and that each commit was sent and each sequence of each aggregate is there. */
    void judge(List<CommitDocument> log) {
        var previous = Hash.NONE;
        var at = Instant.EPOCH;
        long number = 0;
        long position = 0;
        var holders = new HashMap<String, CommitDocument>();
        for (var document : log) {
            assertThat(document.number()).isEqualTo(++number);
            assertThat(document.first()).isEqualTo(position + 1);
            assertThat(document.previous()).isEqualTo(previous);
            assertThat(document.isIntact()).isTrue();
            assertThat(document.at()).isAfterOrEqualTo(at);
            previous = document.hash();
            at = document.at();
            position = document.last();
            assertThat(sent.get(document.content().id())).isEqualTo(document.content());
            for (var key : document.content().keys()) {
                assertThat(holders.put(key, document)).as("holders of %s", key).isNull();
            }
        }
        for (var key : holders.keySet()) {
            int hash = key.indexOf('#');
            if (hash > 0 && !key.endsWith("#0000000000")) {
                var aggregate = key.substring(0, hash);
                long sequence = Long.parseLong(key.substring(hash + 1));
                assertThat(holders).containsKey(SealedCommit.key(aggregate, sequence - 1));
            }
        }
        told.forEach((id, answers) -> judge(id, answers, holders));
    }

    private void judge(String id, List<Told> answers, Map<String, CommitDocument> holders) {
        var document = holders.get(id);
        var mayBeThere = false;
        for (var answer : answers) {
            switch (answer) {
                case Told.Written(long position, boolean repeated) -> {
                    mayBeThere = true;
                    assertThat(repeated && answers.size() == 1).as("%s repeated", id).isFalse();
                    assertThat(document).as("acknowledged %s", id).isNotNull();
                    assertThat(document.last()).isEqualTo(position);
                }
                case Told.Refused(String aggregate, long sequence) ->
                        assertThat(holders.get(SealedCommit.key(aggregate, sequence)))
                                .as("for whom %s was refused", id)
                                .isNotNull()
                                .isNotEqualTo(document);
                case Told.Unwritten() -> {}
                case Told.Unknown() -> mayBeThere = true;
            }
        }
        assertThat(document != null && !mayBeThere)
                .as("%s is there, told %s", id, answers)
                .isFalse();
    }

    /** That a reader saw every event of the log once and in order. */
    void judgeReader(List<RecordedEvent> seen, List<CommitDocument> log) {
        var expected = new ArrayList<String>();
        for (var document : log) {
            for (int i = 0; i < document.content().events().size(); i++) {
                expected.add(document.content().id() + "-" + i);
            }
        }
        assertThat(seen.stream().map(RecordedEvent::id)).containsExactlyElementsOf(expected);
        long position = 0;
        for (var event : seen) {
            assertThat(event.position()).isEqualTo(++position);
        }
    }
}
