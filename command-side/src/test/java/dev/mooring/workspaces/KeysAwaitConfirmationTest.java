package dev.mooring.workspaces;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.KeyDirectory;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.language.DisplayName;
import dev.mooring.language.KeyId;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.Maker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Security 34: API keys after a restore. */
class KeysAwaitConfirmationTest {

    private static final Set<String> SCOPES = Set.of("connections:read");

    private final Nodes nodes = new Nodes();
    private final Nodes.Node node = nodes.start("here");
    private final RestoreRecord record = new RestoreRecord(nodes.database());
    private long nanos;
    private ApiKey before;

    @BeforeEach
    void aKeyFromBefore() {
        before = issue();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void withoutARestoreEveryKeyOpensWhatItOpens() {
        assertThat(keys().find(before.id())).isPresent();
    }

    @Test
    void aKeyFromBeforeTheRestoreOpensNothingAndOneFromAfterItDoes() {
        restored(true);

        assertThat(keys().find(before.id())).isEmpty();
        assertThat(keys().find(issue().id())).isPresent();
    }

    @Test
    void aConfirmedKeyOpensWhatItDidOnARunningNodeToo() {
        var other = issue();
        restored(true);
        var keys = keys();
        assertThat(keys.find(before.id())).isEmpty();

        record.confirm(List.of(before.id()));
        nanos += Duration.ofSeconds(2).toNanos();

        assertThat(keys.find(before.id())).isPresent();
        assertThat(keys.find(other.id())).isEmpty();
        record.confirmAll();
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(keys.find(other.id())).isPresent();
    }

    @Test
    void whatMovedWithItsKeysConfirmedHasNothingToConfirm() {
        restored(false);

        assertThat(keys().find(before.id())).isPresent();
    }

    @Test
    void aKeyThatWasRevokedSinceTheBackupIsConfirmedByIdAlone() {
        var other = issue();
        record.begin("backup", AT);
        record.complete(node.log.head().position(), true, List.of(before.id()));
        record.confirmAll();

        assertThat(keys().find(other.id())).isPresent();
        assertThat(keys().find(before.id())).isEmpty();

        record.confirm(List.of(before.id()));
        assertThat(keys().find(before.id())).isPresent();
    }

    private void restored(boolean keysAwait) {
        record.begin("backup", AT);
        record.complete(node.log.head().position(), keysAwait, List.of());
    }

    private KeyDirectory keys() {
        return new KeysAwaitConfirmation(node.keys(false), node.log, record, () -> nanos);
    }

    private ApiKey issue() {
        var context = context();
        var id = KeyId.madeBy(context.command());
        var key = ApiKey.generate(id.value());
        node.sender.send(
                new IssueKey(
                        id,
                        new DisplayName("CI"),
                        SCOPES,
                        null,
                        null,
                        null,
                        key.sha256(),
                        new Maker.Administrator(SCOPES, null, null),
                        AT),
                context);
        return key;
    }
}
