package dev.mooring.eventlog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Security 34: the file that tells what must not come back. */
class LedgerFileTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final LedgerLine FIRST = line("authorization.revoked", "aut_1", 4);
    private static final LedgerLine SECOND = line("connection.deleted", "con_1", 9);
    private static final LedgerLine THIRD = LedgerLine.read("evt_20000", 20_000, AT);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("new/ledger");
    }

    @Test
    void whatIsAppendedIsReadAgainInOrder() throws IOException {
        append(FIRST);
        append(SECOND, THIRD);

        assertThat(LedgerFile.read(file).lines()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(LedgerFile.read(file).last()).contains(THIRD);
        assertThat(LedgerFile.read(file).torn()).isFalse();
    }

    @Test
    void aLineIsTheDocumentedText() {
        assertThat(FIRST.text())
                .isEqualTo(
                        "authorization.revoked wsp_1 aut_1 evt_4 4 2026-01-01T12:00:00Z 644903f89d1c9eb7");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        append(FIRST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** A crash in the middle of a line, at every byte of it. */
    @Test
    void aTornLastLineIsNoticedAndCutOff() throws IOException {
        append(FIRST);
        var whole = Files.readString(file);
        var torn = SECOND.text();
        for (int length = 1; length <= torn.length(); length++) {
            Files.writeString(file, whole + torn.substring(0, length));

            assertThat(LedgerFile.read(file).lines()).containsExactly(FIRST);
            assertThat(LedgerFile.read(file).torn()).isTrue();
            append(THIRD);
            assertThat(LedgerFile.read(file).lines()).containsExactly(FIRST, THIRD);
            assertThat(LedgerFile.read(file).damaged()).isEmpty();
        }
    }

    @Test
    void aDamagedLineIsToldOfAndNothingIsReliedUponAsRead() throws IOException {
        append(FIRST, SECOND, THIRD);
        Files.writeString(file, Files.readString(file).replace("con_1", "con_7"));

        var contents = LedgerFile.read(file);
        assertThat(contents.lines()).containsExactly(FIRST, THIRD);
        assertThat(contents.damaged()).containsExactly(2);
        assertThat(contents.last()).isEmpty();
    }

    @Test
    void anyTextIsNoLine() throws IOException {
        append(FIRST);
        Files.writeString(file, "\n \na b c d e f g\n", StandardOpenOption.APPEND);

        assertThat(LedgerFile.read(file).damaged()).containsExactly(2, 3, 4);
    }

    @Test
    void oneWritesItAtATime() throws IOException {
        try (var first = LedgerFile.open(file)) {
            assertThat(first.before().lines()).isEmpty();
            assertThatThrownBy(() -> LedgerFile.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another server keeps");
        }
        append(FIRST);
    }

    @Test
    void whatALaterVersionWroteIsKeptAndKnownAsSuch() throws IOException {
        var later = line("user.erased", "usr_1", 5);
        append(later);

        assertThat(LedgerFile.read(file).lines()).containsExactly(later);
        assertThat(later.isEnd()).isTrue();
        assertThat(later.isKnown()).isFalse();
    }

    private void append(LedgerLine... lines) throws IOException {
        try (var opened = LedgerFile.open(file)) {
            opened.append(List.of(lines));
        }
    }

    private static LedgerLine line(String kind, String id, long position) {
        return new LedgerLine(kind, "wsp_1", id, "evt_" + position, position, AT);
    }
}
