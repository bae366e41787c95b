package dev.mooring.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

    @TempDir Path folder;

    private MVStore store;
    private MVMap<Integer, String> map;
    private GroupCommit commits;

    @BeforeEach
    void open() {
        StoreFile file = StoreFile.open(folder);
        store = file.store();
        map = store.openMap("map");
        commits = new GroupCommit(file);
    }

    @Test
    void aWriteIsStoredWhenItReturns() {
        commits.write(() -> map.put(1, "one"));

        assertThat(store.hasUnsavedChanges()).isFalse();
    }

    @Test
    void whatARefusedWriteTellsOfIsStoredToo() {
        assertThatThrownBy(() ->
                        commits.write(() -> {
                            map.put(1, "one");
                            throw new IllegalArgumentException("refused");
                        }))
                .hasMessage("refused");

        assertThat(store.hasUnsavedChanges()).isFalse();
    }

    @Test
    void nothingIsStoredWhileAWriteIsUnderWay() {
        commits.write(() -> {
            // Far more than any buffer of the store: none may run over in here.
            for (int i = 0; i < 3_000; i++) {
                map.put(i, "x".repeat(20_000));
            }
            assertThat(store.getFileStore().size()).isLessThan(1 << 20);
            return true;
        });

        assertThat(store.getFileStore().size()).isGreaterThan(50 << 20);
    }

    @Test
    void aCommitForAnotherWaitsUntilTheWriteIsWhole() {
        Thread other = new Thread(commits::awaitAllSeen);
        commits.write(() -> {
            map.put(1, "half");
            other.start();
            while (other.getState() != Thread.State.WAITING && other.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(store.hasUnsavedChanges()).isTrue();
            return map.put(2, "the other half");
        });

        assertThat(store.hasUnsavedChanges()).isFalse();
    }

    @Test
    void afterTheDiskFailedNothingIsAcknowledged() {
        store.getFileStore().close();

        assertThatThrownBy(() -> commits.write(() -> map.put(1, "one")))
                .isInstanceOf(EmbeddedMongoException.class)
                .hasMessageContaining("could not write to its disk");
        assertThatThrownBy(() -> commits.write(() -> true))
                .isInstanceOf(EmbeddedMongoException.class);
        assertThatThrownBy(commits::awaitAllSeen).isInstanceOf(EmbeddedMongoException.class);
    }
}
