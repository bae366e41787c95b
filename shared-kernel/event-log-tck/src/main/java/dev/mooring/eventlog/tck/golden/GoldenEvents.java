package dev.mooring.eventlog.tck.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.EventBytes;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventTypes;
import dev.mooring.language.WorkspaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A folder of events as they were stored, {@code <type>.<revision>.json}, envelope and all. Files
 * are written once, when a revision ships, and never changed or deleted after: they are what is in
 * people's databases. A missing one is written by running its test with {@code
 * -Dmooring.golden=write}.
 */
public final class GoldenEvents {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_golden");
    private static final CommandId COMMAND = CommandId.of("golden");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Origin ORIGIN =
            new Origin(
                    "usr_golden",
                    "usr_actor",
                    "app_golden",
                    "req-golden",
                    "evt",
                    Address.of("192.0.2.0"));

    private final Path folder;
    private final EventTypes types;
    private final CommitCodec today;
    private final CommitCodec erased;

    /**
     * @param types the closed list, of which each is to have a file
     * @param upcasters through which older revisions are read
     */
    public GoldenEvents(Path folder, EventTypes types, List<Upcaster> upcasters) {
        this.folder = folder;
        this.types = types;
        this.today = codec(types, upcasters, false);
        this.erased = codec(types, upcasters, true);
    }

    /**
     * Asserts that a sample of an event is stored byte for byte as its golden file says, and reads
     * back as it was.
     */
    public void assertWritten(DomainEvent sample) {
        var bytes = write(sample);
        var file = folder.resolve(fileName(sample.getClass()));
        if (!Files.exists(file) && "write".equals(System.getProperty("mooring.golden"))) {
            create(file, bytes);
        }
        assertThat(file).as("golden file; -Dmooring.golden=write makes it").exists();
        assertThat(bytes).hasToString(content(file));
        assertThat(read(bytes)).isEqualTo(sample);
    }

    /**
     * Asserts that every event has its golden file, and that all there are, of every revision, read
     * today, with their people's keys and after their erasure.
     */
    public void assertAllRead() {
        for (var type : types.all()) {
            assertThat(folder.resolve(fileName(type))).exists();
        }
        for (var file : files()) {
            var bytes = EventBytes.of(content(file).getBytes(UTF_8));
            try {
                read(bytes);
                erased.open(document(bytes), 0);
            } catch (RuntimeException e) {
                fail(file + " does not read", e);
            }
        }
    }

    /** What a sample is stored as. */
    public EventBytes write(DomainEvent sample) {
        var commit =
                new NewCommit(COMMAND, WORKSPACE, AT, ORIGIN, List.of(new NewEvent(0, sample)));
        return today.seal(commit).events().getFirst();
    }

    /** The event that is stored as these bytes. */
    public DomainEvent read(EventBytes bytes) {
        return today.open(document(bytes), 0).event();
    }

    private static CommitCodec codec(
            EventTypes types, List<Upcaster> upcasters, boolean destroyed) {
        return new CommitCodec(
                new Payloads(types, new FixedKeys(destroyed), Upcaster.chain(upcasters)));
    }

    private static CommitDocument document(EventBytes bytes) {
        var commit =
                new SealedCommit(WORKSPACE.value(), COMMAND.value(), List.of(), List.of(bytes));
        return CommitDocument.inSlot(commit, 1, 1, AT, Hash.NONE);
    }

    private String fileName(Class<?> type) {
        var name = Objects.requireNonNull(types.nameOf(type), () -> type + " is not in the list");
        return "%s.%s.json".formatted(name.type(), name.revision());
    }

    private List<Path> files() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path file, EventBytes bytes) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, bytes.json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
