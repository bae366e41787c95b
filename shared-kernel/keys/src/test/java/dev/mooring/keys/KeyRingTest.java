package dev.mooring.keys;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Security 19: whose key it is, and who may start. */
class KeyRingTest {

    private static final Binding PLACE = Binding.of("test", "here");

    private final EmbeddedDatabase mongo = new EmbeddedDatabase();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.mooring.keys");

    @TempDir private Path folder;

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void close() {
        logger.detachAppender(logged);
        mongo.close();
    }

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerMayRead() throws IOException {
        open(file("one"));

        assertThat(Files.getPosixFilePermissions(file("one"))).isEqualTo(fromString("rw-------"));
        assertThat(Base64.getDecoder().decode(text("one"))).hasSize(32);
        assertThat(filesBeside("one")).containsExactly("key");
    }

    @Test
    void theFirstStartSaysLoudlyToBackTheKeyUpButNeverTheKey() throws IOException {
        open(file("one"));

        assertThat(logged.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("BACK UP", file("one").toString());
        assertThat(logged.list).noneMatch(line -> line.getFormattedMessage().contains(text("one")));
        assertThat(mongo.dump()).doesNotContain(text("one"));
    }

    @Test
    void aLaterStartReadsWhatAnEarlierOneWrapped() {
        var before = open(file("one"));
        var wrapped = before.wrap(before.newKey(), PLACE);
        var ciphertext = before.unwrap(wrapped, PLACE).encrypt(new byte[] {1, 2}, PLACE);

        var after = open(file("one"));

        assertThat(after.ids()).isEqualTo(before.ids());
        assertThat(after.unwrap(wrapped, PLACE).decrypt(ciphertext, PLACE)).containsExactly(1, 2);
    }

    @Test
    void aNodeWithoutTheKeyRefusesToStartAndMakesNone() {
        var id = open(file("one")).ids().getFirst();

        assertThatThrownBy(() -> open(file("two")))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContainingAll(
                        "no key-encryption key",
                        id,
                        file("two").toString(),
                        "mooring.keys.file",
                        "MOORING_KEYS_KEK");
        assertThat(filesBeside("two")).isEmpty();
    }

    @Test
    void aNodeWithAnotherKeyRefusesToStart() throws IOException {
        var id = open(file("one")).ids().getFirst();
        try (var elsewhere = new EmbeddedDatabase()) {
            KeyRing.open(elsewhere.database(), new KeyFile(file("two")));
        }
        var text = text("two");

        assertThatThrownBy(() -> open(file("two")))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContainingAll("has the key kek_", id, file("two").toString());
        assertThat(text("two")).isEqualTo(text);
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused() throws IOException {
        open(file("one"));
        Files.setPosixFilePermissions(file("one"), fromString("rw-r-----"));

        assertThatThrownBy(() -> open(file("one")))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("chmod 600 " + file("one"));
    }

    @Test
    void aKeyFileThatHoldsNoKeyIsRefusedWithoutQuotingIt() throws IOException {
        open(file("one"));
        Files.writeString(file("one"), "almost-a-secret");

        assertThatThrownBy(() -> open(file("one")))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("holds no key")
                .hasNoCause()
                .message()
                .doesNotContain("almost-a-secret");
    }

    @RepeatedTest(5)
    void ofTwoNodesThatStartAtOnceOneMakesTheKeyAndTheOtherRefuses() throws Exception {
        var outcomes =
                Together.run(
                        List.<Callable<?>>of(() -> open(file("one")), () -> open(file("two"))));

        assertThat(outcomes).filteredOn(KeyRing.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(KeysUnavailableException.class::isInstance).hasSize(1);
        var files = new ArrayList<>(filesBeside("one"));
        files.addAll(filesBeside("two"));
        assertThat(files).containsExactly("key");
    }

    @RepeatedTest(5)
    void nodesThatStartAtOnceInOneFolderShareTheKey() throws Exception {
        var outcomes =
                Together.run(
                        List.<Callable<?>>of(
                                () -> open(file("one")).ids(),
                                () -> open(file("one")).ids(),
                                () -> open(file("one")).ids(),
                                () -> open(file("one")).ids()));

        assertThat(outcomes).containsOnly(open(file("one")).ids());
        assertThat(filesBeside("one")).containsExactly("key");
    }

    @Test
    void aKeyWhoseNodeDiedBeforeKeepingItIsFoundAtTheNextStart() {
        assertThatThrownBy(() -> KeyRing.open(mongo.database(), new DiesBeforeKeeping(file("one"))))
                .hasMessage("killed");
        assertThat(file("one")).doesNotExist();

        assertThat(open(file("one")).ids()).hasSize(1);
        assertThat(filesBeside("one")).containsExactly("key");
    }

    @Test
    void aKeyThatNeverBecameTheKeyIsNotLeftLying() {
        new KeyFile(file("one")).generate();
        assertThat(filesBeside("one")).hasSize(1).doesNotContain("key");

        open(file("one"));

        assertThat(filesBeside("one")).containsExactly("key");
    }

    @Test
    void aDatabaseThatLostItsCheckValueIsNotGivenANewKey() {
        new StoredPersonalKeys(mongo.database(), open(file("one"))).make("ws_1", "usr_1");
        mongo.database().getCollection("keys").drop();

        assertThatThrownBy(() -> open(file("two")))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("restore it from a backup");
        assertThat(filesBeside("two")).isEmpty();
    }

    @Test
    void anAlteredCheckValueIsRefused() {
        open(file("one"));
        mongo.database()
                .getCollection("keys")
                .updateOne(
                        new Document("_id", "kek"),
                        Updates.set(
                                "keys.0.check", WrappedKey.of("kek", new byte[40]).ciphertext()));

        assertThatThrownBy(() -> open(file("one")))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("check value");
    }

    @Test
    void aKeyThatIsOnlySuppliedServesEveryNode() {
        var supplied = supplied(1);
        var first = KeyRing.open(mongo.database(), supplied);
        var second = KeyRing.open(mongo.database(), supplied(1));

        assertThat(second.ids()).isEqualTo(first.ids());
        assertThatThrownBy(() -> KeyRing.open(mongo.database(), supplied(2)))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("set mooring.keys.kek to the right key");
    }

    @Test
    void aSuppliedTextThatIsNoKeyIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> new SuppliedKey("mooring.keys.kek", "hunter2!"))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContainingAll("mooring.keys.kek", "openssl rand -base64 32")
                .hasNoCause()
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void withTwoActiveKeysOneWrapsAndBothUnwrap() {
        var old = KeyRing.open(mongo.database(), supplied(1));
        var underOld = old.wrap(old.newKey(), PLACE);
        addAsCurrent(supplied(2));

        var both = KeyRing.open(mongo.database(), supplied(2), supplied(1));

        var underNew = both.wrap(both.unwrap(underOld, PLACE), PLACE);
        assertThat(underNew.kek()).isNotEqualTo(underOld.kek());
        assertThat(both.ids()).containsExactly(underNew.kek(), underOld.kek());
        assertThat(both.unwrap(underNew, PLACE).bytes())
                .isEqualTo(both.unwrap(underOld, PLACE).bytes());
        assertThatThrownBy(() -> KeyRing.open(mongo.database(), supplied(2)))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining(underOld.kek());
    }

    @Test
    void aWrappedKeyOpensOnlyForWhatItBelongsTo() {
        var ring = open(file("one"));
        var wrapped = ring.wrap(ring.newKey(), PLACE);

        assertThatThrownBy(() -> ring.unwrap(wrapped, Binding.of("test", "there")))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> ring.unwrap(new WrappedKey("kek_0", wrapped.ciphertext()), PLACE))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("kek_0");
    }

    @Test
    void aWrappedKeyIsBoundToTheIdOfTheKeyThatWrappedIt() {
        var ring = KeyRing.open(mongo.database(), supplied(1));
        var key = supplied(1).find(Optional.empty()).orElseThrow();
        var withoutId = WrappedKey.of(key.id(), key.wrap(new byte[32], PLACE));
        var withId = WrappedKey.of(key.id(), key.wrap(new byte[32], PLACE.and(key.id())));

        assertThat(ring.unwrap(withId, PLACE).bytes()).containsOnly(0);
        assertThatThrownBy(() -> ring.unwrap(withoutId, PLACE))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void nothingShowsAKey() throws IOException {
        var ring = open(file("one"));
        var key = ring.newKey();
        var source = new KeyFile(file("one"));

        assertThat(key.toString()).isEqualTo("DataKey[redacted]");
        assertThat(ring.toString() + source + source.find(Optional.empty()) + supplied(1))
                .doesNotContain(text("one"))
                .doesNotContain(Base64.getEncoder().encodeToString(bytes(1)));
    }

    /** What rotation will do: name a second key, and let it wrap. */
    private void addAsCurrent(SuppliedKey supplied) {
        var key = supplied.find(Optional.empty()).orElseThrow();
        var check = key.wrap("mooring".getBytes(), Binding.of("kek.check", key.id()));
        mongo.database()
                .getCollection("keys")
                .updateOne(
                        new Document("_id", "kek"),
                        Updates.combine(
                                Updates.set("current", key.id()),
                                Updates.push(
                                        "keys",
                                        new Document("id", key.id())
                                                .append(
                                                        "check",
                                                        WrappedKey.of(key.id(), check)
                                                                .ciphertext()))));
    }

    private KeyRing open(Path file) {
        return KeyRing.open(mongo.database(), new KeyFile(file));
    }

    private Path file(String node) {
        return folder.resolve(node).resolve("key");
    }

    private String text(String node) {
        try {
            return Files.readString(file(node)).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> filesBeside(String node) {
        var names = file(node).getParent().toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private static SuppliedKey supplied(int value) {
        return new SuppliedKey(
                "mooring.keys.kek", Base64.getEncoder().encodeToString(bytes(value)));
    }

    private static byte[] bytes(int value) {
        var bytes = new byte[32];
        bytes[31] = (byte) value;
        return bytes;
    }

    private record DiesBeforeKeeping(KeyFile file) implements KeySource {

        DiesBeforeKeeping(Path path) {
            this(new KeyFile(path));
        }

        @Override
        public Optional<KeyEncryptionKey> find(Optional<String> expectedId) {
            return file.find(expectedId);
        }

        @Override
        public Optional<Candidate> generate() {
            var made = file.generate().orElseThrow();
            return Optional.of(
                    new Candidate() {
                        @Override
                        public KeyEncryptionKey key() {
                            return made.key();
                        }

                        @Override
                        public void keep() {
                            throw new IllegalStateException("killed");
                        }

                        @Override
                        public void discard() {}
                    });
        }

        @Override
        public String howToProvide() {
            return file.howToProvide();
        }
    }
}
