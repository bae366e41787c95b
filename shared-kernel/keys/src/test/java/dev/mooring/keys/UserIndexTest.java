package dev.mooring.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class UserIndexTest {

    private final EmbeddedDatabase mongo = new EmbeddedDatabase();
    private final KeyRing ring =
            KeyRing.open(
                    mongo.database(),
                    new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
    private final AtomicInteger minted = new AtomicInteger();

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aUserKeepsTheIdOnEveryNode() {
        var here = node().findOrAdd("wsp_1", "alice@example.com", this::fresh);

        assertThat(node().findOrAdd("wsp_1", "alice@example.com", this::fresh)).isEqualTo(here);
        assertThat(node().find("wsp_1", "alice@example.com")).contains(here);
        assertThat(minted).hasValue(1);
    }

    @RepeatedTest(5)
    void nodesThatMeetAUserAtOnceAgree() throws Exception {
        Callable<?> node = () -> node().findOrAdd("wsp_1", "alice@example.com", this::fresh);

        var ids = Together.run(List.of(node, node, node, node));

        assertThat(new HashSet<>(ids)).hasSize(1);
    }

    @Test
    void lookingUpAddsNobody() {
        assertThat(node().find("wsp_1", "alice@example.com")).isEmpty();
        assertThat(mongo.database().getCollection(UserIndex.COLLECTION).find()).isEmpty();
    }

    @Test
    void oneExternalIdIsTwoUsersInTwoWorkspaces() {
        var index = node();

        assertThat(index.findOrAdd("wsp_1", "alice", this::fresh))
                .isNotEqualTo(index.findOrAdd("wsp_2", "alice", this::fresh));
    }

    @Test
    void externalIdsAreComparedByteForByte() {
        var index = node();
        index.findOrAdd("wsp_1", "alice", this::fresh);

        assertThat(index.find("wsp_1", "Alice")).isEmpty();
        assertThat(index.find("wsp_1", "alice ")).isEmpty();
    }

    @Test
    void security20NothingStoredTellsTheExternalId() {
        node().findOrAdd("wsp_1", "alice@example.com", this::fresh);

        assertThat(mongo.dump()).contains("usr_1").doesNotContain("alice");
    }

    private UserIndex node() {
        return new UserIndex(mongo.database(), KeyedHashes.open(mongo.database(), ring));
    }

    private String fresh() {
        return "usr_" + minted.incrementAndGet();
    }
}
