package dev.mooring.backup;

import dev.mooring.eventlog.archive.LedgerFile;
import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.eventlog.format.Envelope;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has ended for good, according to one node's ledger or several. Compared with a log while
 * that is read: what counts is what the log does not say, wherever in the ledger it stands, since
 * positions mean nothing any more after an earlier restore. For one thread and one restore.
 */
public final class Ledger {

    private final Map<String, LedgerLine> ends = new LinkedHashMap<>();
    private final List<String> doubts = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();

    private Ledger() {}

    /** Without one, nothing has ended. */
    public static Ledger none() {
        return new Ledger();
    }

    /**
     * Reads the ledgers of all nodes; one of them would do that was running all the time.
     *
     * @throws BackupException where one is not there, or this version does not understand it
     */
    public static Ledger of(Collection<Path> files) throws IOException {
        var ledger = new Ledger();
        for (var file : files) {
            ledger.add(file);
        }
        return ledger;
    }

    /**
     * Adds all of it to the ledger of the installation that is restored, for a later restore: what
     * began after this backup and ended is in no log any more.
     */
    public void handOn(Path file) throws IOException {
        if (ends.isEmpty()) {
            return;
        }
        try (var ledger = LedgerFile.open(file)) {
            var there = new HashSet<>(ledger.before().lines());
            ledger.append(ends.values().stream().filter(line -> !there.contains(line)).toList());
        }
    }

    /** In how far it cannot be relied upon, a sentence each. */
    List<String> doubts() {
        return List.copyOf(doubts);
    }

    /** What says that this credential must not be used again. */
    Optional<LedgerLine> endOf(String workspaceAndAuthorization) {
        return Optional.ofNullable(ends.get(workspaceAndAuthorization))
                .filter(LedgerLine::endsCredential);
    }

    /** What says that this person was to be erased. */
    Optional<LedgerLine> erasureOf(String workspaceAndUser) {
        return Optional.ofNullable(ends.get(workspaceAndUser)).filter(LedgerLine::erases);
    }

    /** Takes an event of the domain log. */
    void log(String workspace, Envelope event) {
        var subject = workspace + "/" + event.aggregateId();
        if (ends.containsKey(subject)) {
            begun.add(subject);
            if (LedgerLine.ENDS.contains(event.type())) {
                ended.add(subject);
            }
        }
    }

    /** What the log tells the beginning of and not the end. */
    List<LedgerLine> beyond() {
        return begun.stream()
                .filter(subject -> !ended.contains(subject))
                .sorted()
                .flatMap(subject -> Optional.ofNullable(ends.get(subject)).stream())
                .toList();
    }

    private void add(Path file) throws IOException {
        LedgerFile.Contents contents;
        try {
            contents = LedgerFile.read(file);
        } catch (NoSuchFileException e) {
            throw new BackupException("There is no ledger %s".formatted(file), e);
        }
        if (contents.lines().isEmpty() && (contents.torn() || !contents.damaged().isEmpty())) {
            throw new BackupException("%s is no ledger".formatted(file));
        }
        if (!contents.damaged().isEmpty()) {
            doubts.add(
                    "Of the ledger %s lines %s are damaged: what they said has ended is in effect again"
                            .formatted(file, contents.damaged()));
        }
        for (var line : contents.lines()) {
            if (!line.isKnown()) {
                throw new BackupException(
                        "The ledger %s holds %s, which this version cannot do again. Restore with the version that wrote it."
                                .formatted(file, line.kind()));
            }
            if (line.isEnd()) {
                ends.putIfAbsent(line.subject(), line);
            }
        }
    }
}
