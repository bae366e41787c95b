package dev.mooring.workspaces;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.access.StoredKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.KeyId;
import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.Maker;
import dev.mooring.language.workspace.WorkspaceEvent.WorkspaceCreated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {

    private final Nodes nodes = new Nodes();
    private final Nodes.Node here = nodes.start("here");
    private final Nodes.Node there = nodes.start("there");

    @TempDir private Path folder;
    @TempDir private Path otherFolder;

    @AfterEach
    void close() {
        nodes.close();
    }

    @RepeatedTest(3)
    void nodesThatStartAtOnceBeginWithOneWorkspace() throws Exception {
        Callable<?> one = () -> DefaultWorkspace.open(here.log, here.sender);
        Callable<?> other = () -> DefaultWorkspace.open(there.log, there.sender);

        var opened = Nodes.atOnce(List.of(one, other, one, other));

        assertThat(new HashSet<>(opened)).hasSize(1);
        var created = here.events(WorkspaceCreated.class);
        assertThat(created).hasSize(1);
        assertThat(opened.getFirst())
                .hasFieldOrPropertyWithValue("id.value", created.getFirst().workspace());
    }

    @Test
    void security26TheKeyLiesInAFileForItsOwnerAlone() throws IOException {
        here.firstStart(folder, false).prepare(WORKSPACE);

        var file = folder.resolve("admin-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(Files.list(folder)).hasSize(1);
        assertThat(nodes.dump()).doesNotContain(key(folder).text().split("_", 3)[2]);
    }

    @Test
    void security26InDevelopmentItMayDoEverythingAndGoesOnDoingSo() {
        here.firstStart(folder, true).prepare(WORKSPACE);
        issue(here, key(folder), "connections:read");

        there.firstStart(folder, true).prepare(WORKSPACE);

        var principal = principal(there, true, key(folder));
        assertThat(principal.scopes()).isEqualTo(EnumSet.allOf(Scope.class));
        assertThat(principal.kind()).isEqualTo(Principal.Kind.BOOTSTRAP);
        assertThat(here.events(KeyBootstrapped.class)).hasSize(1);
    }

    @Test
    void inDevelopmentEveryNodesFolderHasAKeyThatWorksOnAllNodes() {
        here.firstStart(folder, true).prepare(WORKSPACE);
        there.firstStart(otherFolder, true).prepare(WORKSPACE);

        assertThat(here.keys(true).find(key(otherFolder).id())).isPresent();
        assertThat(there.keys(true).find(key(folder).id())).isPresent();
    }

    @Test
    void security26InProductionItMakesKeysOnly() {
        here.firstStart(folder, false).prepare(WORKSPACE);

        assertThat(principal(here, false, key(folder)).scopes()).containsExactly(Scope.KEYS_ADMIN);
    }

    @Test
    void security26InProductionItMakesTheFirstAdministratorAndIsVoid() {
        here.firstStart(folder, false).prepare(WORKSPACE);
        var key = key(folder);

        issue(here, key, "keys:admin", "services:admin");

        assertThat(there.keys(false).find(key.id())).isEmpty();
        assertThat(refusal(() -> issue(there, key, "keys:admin")))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(here.events(KeyIssued.class))
                .singleElement()
                .satisfies(issued ->
                        assertThat(issued.scopes())
                                .containsExactly("keys:admin", "services:admin"));
    }

    @RepeatedTest(3)
    void security26OfTwoWhoUseItAtOnceOneIsRefused() throws Exception {
        here.firstStart(folder, false).prepare(WORKSPACE);
        var key = key(folder);
        Callable<?> one = () -> issue(here, key, "keys:admin");
        Callable<?> other = () -> issue(there, key, "keys:admin");

        var outcomes = Nodes.atOnce(List.of(one, other));

        assertThat(outcomes).filteredOn(Refusal.class::isInstance).hasSize(1);
        assertThat(here.events(KeyIssued.class)).hasSize(1);
    }

    @Test
    void afterwardsNoStartMakesAnother() {
        here.firstStart(folder, false).prepare(WORKSPACE);
        issue(here, key(folder), "keys:admin");

        there.firstStart(otherFolder, false).prepare(WORKSPACE);
        here.firstStart(folder, false).prepare(WORKSPACE);

        assertThat(otherFolder).isEmptyDirectory();
        assertThat(here.events(KeyBootstrapped.class)).hasSize(1);
    }

    @RepeatedTest(3)
    void inProductionNodesThatStartAtOnceMakeOneKey() throws Exception {
        Callable<?> one =
                () -> {
                    here.firstStart(folder, false).prepare(WORKSPACE);
                    return "done";
                };
        Callable<?> other =
                () -> {
                    there.firstStart(otherFolder, false).prepare(WORKSPACE);
                    return "done";
                };

        assertThat(Nodes.atOnce(List.of(one, other))).containsOnly("done");

        var made = here.events(KeyBootstrapped.class);
        assertThat(made).hasSize(1);
        var files = List.of(folder.resolve("admin-token"), otherFolder.resolve("admin-token"));
        assertThat(files)
                .filteredOn(Files::exists)
                .singleElement()
                .satisfies(file ->
                        assertThat(key(file.getParent()).id()).isEqualTo(made.getFirst().key()));
    }

    @Test
    void aNodeKilledBetweenFileAndLogFindsItsKeyAgain() {
        var left = ApiKey.generate(KeyId.madeBy(CommandId.random()).value());
        new KeyTextFile(folder.resolve("admin-token")).write(left);

        here.firstStart(folder, false).prepare(WORKSPACE);

        assertThat(key(folder).text()).isEqualTo(left.text());
        assertThat(here.keys(false).find(left.id())).isPresent();
    }

    @Test
    void aDevelopersKeyOpensNothingInProduction() {
        here.firstStart(folder, true).prepare(WORKSPACE);
        var developers = key(folder);

        here.firstStart(folder, false).prepare(WORKSPACE);

        assertThat(here.keys(false).find(developers.id())).isEmpty();
        assertThat(key(folder).id()).isNotEqualTo(developers.id());
        assertThat(principal(here, false, key(folder)).scopes()).containsExactly(Scope.KEYS_ADMIN);
    }

    @Test
    void aFileThatOthersMayReadStopsTheStart() throws IOException {
        here.firstStart(folder, true).prepare(WORKSPACE);
        Files.setPosixFilePermissions(
                folder.resolve("admin-token"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> here.firstStart(folder, true).prepare(WORKSPACE))
                .isInstanceOf(ExposedKeyException.class)
                .hasMessageContaining("chmod 600");
    }

    private static ApiKey key(Path folder) {
        return new KeyTextFile(folder.resolve("admin-token")).read().orElseThrow();
    }

    private static Principal principal(Nodes.Node node, boolean development, ApiKey key) {
        return node.keys(development).find(key.id()).map(StoredKey::principal).orElseThrow();
    }

    private static String issue(Nodes.Node node, ApiKey bootstrap, String... scopes) {
        var context = context();
        var id = KeyId.madeBy(context.command());
        node.sender.send(
                new IssueKey(
                        id,
                        new DisplayName("Admin"),
                        Set.of(scopes),
                        null,
                        null,
                        null,
                        "00".repeat(32),
                        new Maker.Bootstrap(new KeyId(bootstrap.id())),
                        AT),
                context);
        return id.value();
    }

    private static ErrorCode refusal(Runnable refused) {
        try {
            refused.run();
        } catch (Refusal refusal) {
            return refusal.code();
        }
        throw new AssertionError("not refused");
    }
}
