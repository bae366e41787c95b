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
        StoreFile file = StoreFile.open(folder);
        MVStore store = file.store();
        store.setRetentionTime(0);
        GroupCommit commits = new GroupCommit(file);
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

    @Test
    void aFileThatIsOverwrittenAgainAndAgainStaysWithinAFewTimesItsContent() {
        int keys = 1_000;
        String text = "x".repeat(1_000);
        StoreFile file = StoreFile.open(folder);
        MVStore store = file.store();
        store.setRetentionTime(0);
        GroupCommit commits = new GroupCommit(file);
        MVMap<Integer, String> map = store.openMap("map");
        Compaction compaction =
                new Compaction(store, commits, new Compaction.Pace(1_000, 0, 1 << 18));
        Random random = new Random(7);
        long largest = 0;
        for (int i = 0; i < 2_000; i++) {
            commits.write(() -> map.put(random.nextInt(keys), text + random.nextInt()));
            if (i % 10 == 0) {
                compaction.step();
            }
            largest = Math.max(largest, store.getFileStore().size());
        }

        long content = map.size() * (text.length() + 20L);
        assertThat(largest).isLessThan(5 * content);
        store.closeImmediately();
    }

    private static int fill(MVStore store) {
        return store.getFileStore().getChunksFillRate();
    }
}
