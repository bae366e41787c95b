package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPersonalKeysTest {

    private static final Binding NAME = Binding.of("connection.created", "con_1", "name");
    private static final String WS = "ws_1";
    private static final String USER = "usr_1";

    private final EmbeddedDatabase mongo = new EmbeddedDatabase();
    private final KeyRing ring =
            KeyRing.open(
                    mongo.database(),
                    new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
    private final AtomicLong nanos = new AtomicLong();
    private final PersonalKeys keys = node();

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void textComesBackOnEveryNode() {
        var encrypted = keys.encrypt(WS, USER, "Alice", NAME);

        assertThat(keys.decrypt(WS, USER, encrypted, NAME)).contains("Alice");
        assertThat(node().decrypt(WS, USER, encrypted, NAME)).contains("Alice");
    }

    @Test
    void theKeyIsStoredBeforeItIsUsedAndOnlyWrapped() {
        keys.encrypt(WS, USER, "Alice", NAME);

        assertThat(stored().getString("_id")).isEqualTo("ws_1/usr_1");
        assertThat(stored().get("key", Document.class).getString("kek"))
                .isEqualTo(ring.ids().getFirst());
        assertThat(mongo.dump()).doesNotContain("Alice");
    }

    @Test
    void eachUserAndWorkspaceHasAKeyOfItsOwn() {
        var encrypted = keys.encrypt(WS, USER, "Alice", NAME);
        keys.make(WS, "usr_2");
        keys.make("ws_2", USER);

        assertThatThrownBy(() -> keys.decrypt(WS, "usr_2", encrypted, NAME))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> keys.decrypt("ws_2", USER, encrypted, NAME))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void aStoredKeyMovedToAnotherUserDoesNotOpen() {
        keys.make(WS, USER);
        mongo.database()
                .getCollection("personal_keys")
                .insertOne(new Document("_id", "ws_1/usr_2").append("key", stored().get("key")));

        assertThatThrownBy(() -> keys.encrypt(WS, "usr_2", "Alice", NAME))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void afterDestructionTextReadsAsErasedAndNothingIsEncryptedAgain() {
        var encrypted = keys.encrypt(WS, USER, "Alice", NAME);

        keys.destroy(WS, USER);

        assertThat(keys.decrypt(WS, USER, encrypted, NAME)).isEmpty();
        assertThatThrownBy(() -> keys.make(WS, USER)).isInstanceOf(KeyDestroyedException.class);
        assertThatThrownBy(() -> keys.encrypt(WS, USER, "Alice", NAME))
                .isInstanceOf(KeyDestroyedException.class);
        assertThatThrownBy(() -> keys.mac(WS, USER, "fingerprint", new byte[1]))
                .isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void aDestroyedKeyLeavesATombstoneWithoutTheKey() {
        keys.make(WS, USER);

        keys.destroy(WS, USER);
        keys.destroy(WS, USER);

        assertThat(stored().keySet()).containsExactlyInAnyOrder("_id", "destroyedAt");
        assertThatThrownBy(() -> node().make(WS, USER)).isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void aUserWhoNeverHadAKeyCanBeErasedToo() {
        keys.destroy(WS, USER);

        assertThatThrownBy(() -> node().make(WS, USER)).isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void aMissingKeyIsAnErrorAndNotAnErasure() {
        var encrypted = keys.encrypt(WS, USER, "Alice", NAME);
        mongo.database().getCollection("personal_keys").drop();

        assertThatThrownBy(() -> node().decrypt(WS, USER, encrypted, NAME))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void anotherNodeForgetsADestroyedKeyWhenItIsDueForBeingReadAgain() {
        var other = node();
        var encrypted = keys.encrypt(WS, USER, "Alice", NAME);
        assertThat(other.decrypt(WS, USER, encrypted, NAME)).contains("Alice");

        keys.destroy(WS, USER);
        nanos.addAndGet(StoredPersonalKeys.RECHECK.toNanos());

        assertThat(other.decrypt(WS, USER, encrypted, NAME)).isEmpty();
        assertThatThrownBy(() -> other.encrypt(WS, USER, "Alice", NAME))
                .isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void aKeyInUseIsReadOnceUntilItIsDueAgain() {
        keys.make(WS, USER);
        mongo.database().getCollection("personal_keys").drop();

        nanos.addAndGet(StoredPersonalKeys.RECHECK.toNanos() - 1);
        var encrypted = keys.encrypt(WS, USER, "Alice", NAME);
        nanos.addAndGet(1);

        assertThatThrownBy(() -> keys.decrypt(WS, USER, encrypted, NAME))
                .isInstanceOf(UnreadableException.class);
    }

    @RepeatedTest(5)
    void nodesThatMakeAKeyAtOnceMakeOne() throws Exception {
        var nodes = List.of(node(), node(), node(), node());
        var encrypting = new ArrayList<Callable<?>>();
        for (var node : nodes) {
            encrypting.add(() -> node.mac(WS, USER, "fingerprint", "same".getBytes(UTF_8)));
        }

        assertThat(new HashSet<>(Together.run(encrypting))).hasSize(1);
    }

    @RepeatedTest(20)
    void aKeyDestroyedWhileItIsBeingMadeStaysDestroyed() throws Exception {
        var other = node();
        var third = node();

        var outcomes =
                Together.run(
                        List.of(
                                () -> keys.encrypt(WS, USER, "Alice", NAME),
                                () -> other.encrypt(WS, USER, "Alice", NAME),
                                () -> third.encrypt(WS, USER, "Alice", NAME),
                                () -> {
                                    keys.destroy(WS, USER);
                                    return "destroyed";
                                }));

        assertThat(outcomes)
                .allMatch(one -> one instanceof String || one instanceof KeyDestroyedException);
        assertThat(stored().containsKey("key")).isFalse();
        assertThatThrownBy(() -> keys.make(WS, USER)).isInstanceOf(KeyDestroyedException.class);
        for (var one : outcomes) {
            if (one instanceof String text && text.startsWith("p1.")) {
                assertThat(keys.decrypt(WS, USER, text, NAME)).isEqualTo(Optional.empty());
            }
        }
    }

    @RepeatedTest(20)
    void noReadOnThisNodeBringsADestroyedKeyBackIntoItsCache() throws Exception {
        var encrypted = node().encrypt(WS, USER, "Alice", NAME);
        Callable<?> reading = () -> keys.decrypt(WS, USER, encrypted, NAME);

        Together.run(
                List.of(
                        reading,
                        reading,
                        () -> {
                            keys.destroy(WS, USER);
                            return "destroyed";
                        },
                        reading));

        assertThat(keys.decrypt(WS, USER, encrypted, NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\0", "$ne", "ü", "../x"})
    void anIdThatIsNoneIsRefused(String id) {
        assertThatThrownBy(() -> keys.make(id, USER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.make(WS, id)).isInstanceOf(IllegalArgumentException.class);
    }

    private PersonalKeys node() {
        return new StoredPersonalKeys(mongo.database(), ring, RandomSource.secure(), nanos::get);
    }

    private Document stored() {
        return mongo.database().getCollection("personal_keys").find().first();
    }
}
