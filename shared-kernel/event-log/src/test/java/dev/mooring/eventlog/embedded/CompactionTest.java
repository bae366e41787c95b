package dev.mooring.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

    private static final int KEYS = 2_000;

    @TempDir Path folder;

    @Test
    void aSparseFileIsGatheredStepByStepAndKeepsItsContent() {
        MVStore store = StoreFile.open(folder).store();
        store.setRetentionTime(0);
        GroupCommit commits = new GroupCommit(store);
        MVMap<Integer, String> map = store.openMap("map");
        Random random = new Random(7);
        for (int i = 0; i < KEYS; i++) {
            int key = i;
            commits.write(() -> map.put(key, "value " + key + "x".repeat(300)));
            commits.write(() -> map.put(KEYS + random.nextInt(KEYS), "other"));
        }
        assertThat(store.getFileStore().getChunksFillRate()).isLessThan(50);

        Compaction compaction =
                new Compaction(store, commits, new Compaction.Pace(1_000, 0, 1 << 16));
        for (int step = 0; step < 1_000 && fill(store) < 50; step++) {
            compaction.step();
        }

        assertThat(fill(store)).isGreaterThanOrEqualTo(50);
        store.closeImmediately();
        MVMap<Integer, String> reopened = StoreFile.open(folder).store().openMap("map");
        for (int i = 0; i < KEYS; i++) {
            assertThat(reopened.get(i)).startsWith("value " + i + "x");
        }
    }

    private static int fill(MVStore store) {
        return store.getFileStore().getChunksFillRate();
    }
}
