package dev.mooring.ledger;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.eventlog.archive.LedgerFile;
import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.language.DisplayName;
import dev.mooring.language.KeyId;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RevokeKey;
import dev.mooring.language.workspace.Maker;
import dev.mooring.workspaces.Nodes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Security 34: what ends is written down outside the database. */
class LedgerKeeperTest {

    private static final Set<String> SCOPES = Set.of("connections:read");

    @TempDir private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final Nodes nodes = new Nodes();
    private final Nodes.Node node = nodes.start("here");

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void whatEndsIsWrittenAndWhatDoesNotIsNot() throws IOException {
        issue();
        var revoked = issue();
        revoke(revoked);

        try (var keeper = keeper()) {
            awaitLines(revoked);
            var later = issue();
            revoke(later);
            awaitLines(revoked, later);
        }
        var first = LedgerFile.read(file()).lines().getFirst();
        assertThat(first.kind()).isEqualTo("key.revoked");
        assertThat(first.workspace()).isEqualTo(WORKSPACE.value());
        assertThat(first.at()).isEqualTo(AT);
        assertThat(first.event()).isEqualTo(node.log.read(first.position() - 1, 1).getFirst().id());
    }

    @Test
    void startedAgainItGoesOnWithoutWritingTwice() throws IOException {
        var one = issue();
        revoke(one);
        try (var keeper = keeper()) {
            awaitLines(one);
        }
        var two = issue();
        revoke(two);

        try (var keeper = keeper()) {
            awaitLines(one, two);
        }
    }

    @Test
    void aLedgerThatWasLostIsMadeAnew() throws IOException {
        var one = issue();
        revoke(one);
        try (var keeper = keeper()) {
            awaitLines(one);
        }
        Files.delete(file());

        try (var keeper = keeper()) {
            awaitLines(one);
        }
    }

    /** After a restore other events stand where the old log had those that were written down. */
    @Test
    void whatTheLogDoesNotKnowStaysAndWhatStandsInItsPlaceIsNotMissed() throws IOException {
        var lost =
                new LedgerLine("authorization.revoked", WORKSPACE.value(), "aut_1", "evt_x", 2, AT);
        try (var ledger = LedgerFile.open(file())) {
            ledger.append(List.of(lost));
        }
        var one = issue();
        revoke(one);

        try (var keeper = keeper()) {
            awaitLines("aut_1", one);
        }
        try (var keeper = keeper()) {
            var two = issue();
            revoke(two);
            awaitLines("aut_1", one, two);
        }
    }

    @Test
    void aDamagedLineIsWrittenAnew() throws IOException {
        var one = issue();
        revoke(one);
        try (var keeper = keeper()) {
            awaitLines(one);
        }
        Files.writeString(file(), Files.readString(file()).replace("key.revoked", "key.rewoked"));

        try (var keeper = keeper()) {
            awaitLines(one);
        }
    }

    /** A folder in the file's place stands for whatever keeps it from being written. */
    @Test
    void itsLagGrowsWhileItCannotBeWrittenAndIsNothingOnceItHasAll() throws IOException {
        Files.createDirectory(file());

        try (var keeper = keeper()) {
            var before = lag();
            await().until(() -> lag() > before);
            Files.delete(file());
            await().until(() -> lag() == 0);
            assertThat(file()).isRegularFile();
        }
    }

    private double lag() {
        return meters.get("mooring.ledger.lag").timeGauge().value(TimeUnit.NANOSECONDS);
    }

    private LedgerKeeper keeper() {
        var keeper = new LedgerKeeper(node.log, file(), meters);
        keeper.start();
        return keeper;
    }

    private Path file() {
        return folder.resolve("ledger");
    }

    private void awaitLines(String... ids) {
        await().untilAsserted(() ->
                assertThat(
                                Files.exists(file())
                                        ? LedgerFile.read(file()).lines()
                                        : List.<LedgerLine>of())
                        .extracting(LedgerLine::id)
                        .containsExactly(ids));
    }

    private String issue() {
        var context = context();
        var id = KeyId.madeBy(context.command());
        node.sender.send(
                new IssueKey(
                        id,
                        new DisplayName("CI"),
                        SCOPES,
                        null,
                        null,
                        null,
                        "0".repeat(64),
                        new Maker.Administrator(SCOPES, null, null),
                        AT),
                context);
        return id.value();
    }

    private void revoke(String key) {
        node.sender.send(new RevokeKey(new KeyId(key), AT), context());
    }
}
