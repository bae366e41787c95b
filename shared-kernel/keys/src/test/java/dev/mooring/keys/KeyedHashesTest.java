package dev.mooring.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class KeyedHashesTest {

    private final EmbeddedDatabase mongo = new EmbeddedDatabase();
    private final KeyRing ring =
            KeyRing.open(
                    mongo.database(),
                    new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void everyNodeHashesAlike() {
        var here = KeyedHashes.open(mongo.database(), ring);
        var there = KeyedHashes.open(mongo.database(), ring);

        assertThat(here.ofText("ws_1", "user", "alice@example.com"))
                .hasSize(43)
                .isEqualTo(there.ofText("ws_1", "user", "alice@example.com"));
    }

    @RepeatedTest(5)
    void nodesThatStartAtOnceHashAlike() throws Exception {
        Callable<?> node = () -> KeyedHashes.open(mongo.database(), ring).ofText("w", "p", "x");

        var hashes = Together.run(List.of(node, node, node, node));

        assertThat(new HashSet<>(hashes)).hasSize(1);
    }

    @Test
    void workspacePurposeAndInputEachMakeAnotherHash() {
        var hashes = KeyedHashes.open(mongo.database(), ring);

        assertThat(
                        List.of(
                                hashes.ofText("ws_1", "user", "a"),
                                hashes.ofText("ws_2", "user", "a"),
                                hashes.ofText("ws_1", "body", "a"),
                                hashes.ofText("ws_1", "user", "b"),
                                hashes.ofText("ws_1", "user", "a", ""),
                                hashes.ofBytes("ws_1", "user", new byte[] {'a'})))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherInstallationHashesDifferently() {
        try (var elsewhere = new EmbeddedDatabase()) {
            assertThat(KeyedHashes.open(elsewhere.database(), ring).ofText("w", "p", "a"))
                    .isNotEqualTo(KeyedHashes.open(mongo.database(), ring).ofText("w", "p", "a"));
        }
    }

    @Test
    void nothingShowsTheSecret() {
        assertThat(KeyedHashes.open(mongo.database(), ring)).hasToString("KeyedHashes[redacted]");
    }
}
