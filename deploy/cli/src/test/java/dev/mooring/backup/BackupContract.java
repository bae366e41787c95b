package dev.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.archive.LedgerFile;
import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.eventlog.archive.RestoreIncompleteException;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.eventlog.archive.RestoredLedger;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.keys.KeyFile;
import dev.mooring.keys.SuppliedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup promises, on whichever engine it is taken from and restored to. */
abstract class BackupContract {

    private static final List<String> COPIED =
            List.of("log", "activity", "client_secrets", "keys", "personal_keys", "user_index");

    @TempDir Path folder;

    private final MongoFixture fixture;
    private final List<AutoCloseable> open = new ArrayList<>();
    private SampleInstallation source;

    BackupContract(MongoFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void fill() {
        source = installation(fixture.freshDatabaseName());
        source.issueKey("key_one");
        source.grant("aut_first", 1);
        source.refreshed("aut_first", 0);
        source.database
                .getCollection("attempts")
                .insertOne(new Document("_id", "wsp_sample/att_1").append("ticket", "hash"));
        source.database.getCollection("idempotency").insertOne(new Document("_id", "some"));
        source.database.getCollection("tokens").insertOne(new Document("_id", "some"));
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void anInstallationMovesToTheEmbeddedServerAndBackByteForByte() throws Exception {
        take("there");
        MongoDatabase embedded = embedded("moved");
        var moved = restore("there", embedded);
        assertSameAs(source.database, embedded);

        new Backup(embedded, InstantSource.system()).take(folders("back"), null);
        MongoDatabase back = emptyDatabase();
        var returned = restore("back", back);
        assertSameAs(source.database, back);
        assertThat(returned.hash()).isEqualTo(moved.hash());
        assertThat(returned.position()).isEqualTo(source.position());

        var opened = installation(back.getName());
        assertThat(opened.log.read(0, 100))
                .isEqualTo(source.log.read(0, 100))
                .extracting(event -> event.event().toString())
                .anyMatch(event -> event.contains("Ada at work"));
        opened.grant("aut_next", 1);
        assertThat(opened.position()).isEqualTo(source.position() + 1);
    }

    @Test
    void whileWritesGoOnABackupHasAllThatCameBeforeItAndNothingByHalves() throws Exception {
        var stop = new AtomicBoolean();
        var count = new AtomicInteger();
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < 3; i++) {
            writers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!stop.get()) {
                                    source.grant("aut_%d".formatted(count.incrementAndGet()), 1);
                                }
                            }));
        }
        long before;
        try {
            while (source.position() < 50) {
                Thread.onSpinWait();
            }
            before = source.position();
            take("online");
        } finally {
            stop.set(true);
            for (var writer : writers) {
                writer.join();
            }
        }

        MongoDatabase target = emptyDatabase();
        var restored = restore("online", target);

        assertThat(restored.position()).isGreaterThanOrEqualTo(before);
        assertThat(restored.rolledBack()).isEmpty();
        var reopened = installation(target.getName());
        assertThat(reopened.log.read(0, Integer.MAX_VALUE))
                .isEqualTo(source.log.read(0, (int) restored.position()));
    }

    @Test
    void security34WhatWasUnderWayDoesNotComeBackAndKeysAwaitConfirmation() throws Exception {
        take("backup");
        MongoDatabase target = emptyDatabase();
        var restored = restore("backup", target);

        assertThat(target.listCollectionNames())
                .doesNotContain("attempts", "idempotency", "tokens", "due");
        var refresh = target.getCollection("vault").find().first().get("refresh", Document.class);
        assertThat(refresh.getDate("until")).as("a lease").isEqualTo(new Date(0));
        assertThat(refresh.getInteger("unanswered")).isEqualTo(2);

        assertThat(restored.keys()).containsOnlyKeys("key_one");
        var record = new RestoreRecord(target);
        assertThat(record.find().orElseThrow().suspends("key_one", 1)).isTrue();
        assertThat(record.find().orElseThrow().suspends("key_new", restored.position() + 1))
                .as("one that is made from now on")
                .isFalse();
        record.confirm(List.of("key_one"));
        assertThat(record.find().orElseThrow().suspends("key_one", 1)).isFalse();
        assertThat(record.find().orElseThrow().suspends("key_two", 1)).isTrue();
        record.confirmAll();
        assertThat(record.find().orElseThrow().suspends("key_two", 1)).isFalse();
    }

    @Test
    void security34WhatEndedAfterTheBackupDoesNotComeBack() throws Exception {
        source.grant("aut_second", 1);
        take("backup");
        var file = folder.resolve("ledger");
        var revoked = end("authorization.revoked", "aut_first");
        var key = end("key.revoked", "key_one");
        try (var ledger = LedgerFile.open(file)) {
            ledger.append(
                    List.of(revoked, key, end("authorization.revoked", "aut_after_the_backup")));
        }
        MongoDatabase target = emptyDatabase();
        var restored =
                Restore.open(folders("backup"), false)
                        .into(target, Ledger.of(List.of(file)), false, InstantSource.system());

        assertThat(restored.again())
                .containsExactly(
                        "authorization.revoked wsp_sample/aut_first",
                        "key.revoked wsp_sample/key_one");
        assertThat(restored.inEffect()).isEqualTo(1);
        assertThat(restored.destroyed()).isEmpty();
        assertThat(restored.keys()).isEmpty();
        assertThat(new RestoredLedger(target).left()).containsExactly(revoked);
        assertThat(target.getCollection("vault").find(new Document("_id", revoked.subject())))
                .containsExactly(
                        new Document("_id", revoked.subject())
                                .append("workspace", "wsp_sample")
                                .append("authorization", "aut_first")
                                .append("destroyedAt", Date.from(revoked.at())));
        var record = new RestoreRecord(target);
        record.confirmAll();
        assertThat(record.find().orElseThrow().suspends("key_one", 1)).isTrue();
    }

    @Test
    void security34WhoWasErasedAfterTheBackupDoesNotComeBack() throws Exception {
        source.register("usr_ada", "ada@corp.example");
        source.register("usr_bob", "bob@corp.example");
        take("backup");
        var file = folder.resolve("ledger");
        var erasure = end("user.erasure_started", "usr_ada");
        try (var ledger = LedgerFile.open(file)) {
            ledger.append(List.of(erasure, end("user.erasure_started", "usr_after_the_backup")));
        }
        MongoDatabase target = emptyDatabase();
        var restored =
                Restore.open(folders("backup"), false)
                        .into(target, Ledger.of(List.of(file)), false, InstantSource.system());

        assertThat(restored.again()).containsExactly("user.erasure_started wsp_sample/usr_ada");
        assertThat(new RestoredLedger(target).left()).containsExactly(erasure);
        assertThat(
                        target.getCollection("personal_keys")
                                .find(new Document("_id", erasure.subject())))
                .containsExactly(
                        new Document("_id", erasure.subject())
                                .append("destroyedAt", Date.from(erasure.at())));
        assertThat(target.getCollection("user_index").find())
                .extracting(document -> document.getString("user"))
                .containsExactly("usr_bob");
        var reopened = installation(target.getName());
        assertThat(reopened.log.read(0, 100))
                .extracting(event -> event.event().toString())
                .anyMatch(event -> event.contains("bob@corp.example"))
                .noneMatch(event -> event.contains("ada@corp.example"))
                .noneMatch(event -> event.contains("Ada at work"));
    }

    @Test
    void whoseErasureTheBackupKnowsIsErasedByItsLogAlone() throws Exception {
        source.register("usr_ada", "ada@corp.example");
        source.eraseLater("usr_ada");
        take("backup");
        var file = folder.resolve("ledger");
        try (var ledger = LedgerFile.open(file)) {
            ledger.append(List.of(end("user.erasure_started", "usr_ada")));
        }
        MongoDatabase target = emptyDatabase();
        var restored =
                Restore.open(folders("backup"), false)
                        .into(target, Ledger.of(List.of(file)), false, InstantSource.system());

        assertThat(restored.again()).isEmpty();
        assertThat(installation(target.getName()).log.read(0, 100))
                .extracting(event -> event.event().toString())
                .noneMatch(event -> event.contains("Ada at work"));
    }

    @Test
    void whatTheBackupKnowsToHaveEndedDoesNotEndAgain() throws Exception {
        source.revoke("aut_first");
        take("backup");
        var file = folder.resolve("ledger");
        try (var ledger = LedgerFile.open(file)) {
            ledger.append(List.of(end("authorization.revoked", "aut_first")));
        }
        MongoDatabase target = emptyDatabase();
        var restored =
                Restore.open(folders("backup"), false)
                        .into(target, Ledger.of(List.of(file)), false, InstantSource.system());

        assertThat(restored.again()).isEmpty();
        assertThat(new RestoredLedger(target).left()).isEmpty();
    }

    @Test
    void aLedgerThatIsNotUnderstoodOrDamagedIsNotPassedOver() throws Exception {
        var file = folder.resolve("ledger");
        try (var ledger = LedgerFile.open(file)) {
            ledger.append(List.of(end("authorization.revoked", "aut_first")));
        }
        Files.writeString(file, "authorization.rev\n", StandardOpenOption.APPEND);
        assertThat(Ledger.of(List.of(file)).doubts())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("lines [2] are damaged");
        try (var ledger = LedgerFile.open(file)) {
            ledger.append(List.of(end("user.erased", "usr_ada")));
        }
        assertThatThrownBy(() -> Ledger.of(List.of(file)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("user.erased, which this version cannot do again");
        Files.writeString(file, "something else\n");
        assertThatThrownBy(() -> Ledger.of(List.of(file))).hasMessageContaining("is no ledger");
        assertThatThrownBy(() -> Ledger.of(List.of(folder.resolve("none"))))
                .hasMessageContaining("There is no ledger");
    }

    @Test
    void anotherKeyIsNoticedBeforeAnythingIsFilled() throws Exception {
        take("backup");
        var restore = Restore.open(folders("backup"), false);
        restore.requireKey(new KeyFile(folder.resolve("kek")));
        var other = new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32]));

        assertThatThrownBy(() -> restore.requireKey(other))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("but the backup is sealed under kek_");
        assertThatThrownBy(() -> restore.requireKey(new KeyFile(folder.resolve("none"))))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("holds no key");
    }

    @Test
    void security18AVaultThatIsOlderThanTheLogIsToldOf() throws Exception {
        take("old");
        source.grant("aut_second", 1);
        source.refreshed("aut_first", 1);
        source.database
                .getCollection("vault")
                .updateOne(
                        new Document("_id", "wsp_sample/aut_first"),
                        new Document("$set", new Document("current.version", 2L)));
        take("new");
        var mixed =
                new Folders(folders("new").log(), folders("old").vault(), folders("new").keys());

        assertThatThrownBy(() -> Restore.open(mixed, false))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("name the part that was taken with the log");
        var restored =
                Restore.open(mixed, true)
                        .into(emptyDatabase(), Ledger.none(), true, InstantSource.system());

        assertThat(restored.inEffect()).isEqualTo(2);
        assertThat(restored.rolledBack())
                .containsExactly("wsp_sample/aut_first", "wsp_sample/aut_second");
    }

    @Test
    void aKeyThatWasDestroyedStaysDestroyed() throws Exception {
        source.personal.destroy(SampleInstallation.WORKSPACE.value(), "usr_ada");
        take("backup");
        MongoDatabase target = emptyDatabase();
        restore("backup", target);

        assertThat(installation(target.getName()).log.read(0, 100))
                .extracting(event -> event.event().toString())
                .noneMatch(event -> event.contains("Ada at work"));
    }

    @Test
    void whatIsNotEmptyIsNotFilled() throws Exception {
        take("backup");
        MongoDatabase target = emptyDatabase();
        target.getCollection("other").insertOne(new Document("_id", 1));

        assertThatThrownBy(() -> restore("backup", target))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not empty");
        assertThat(target.getCollection("log").countDocuments()).isZero();
    }

    @Test
    void aRestoreThatBrokeOffIsKnownAsSuch() {
        MongoDatabase target = emptyDatabase();
        new RestoreRecord(target).begin("some-backup", Instant.now());

        assertThatThrownBy(() -> new RestoreRecord(target).find())
                .isInstanceOf(RestoreIncompleteException.class)
                .hasMessageContaining("only a part of backup some-backup");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        take("backup");

        assertThatThrownBy(() -> take("backup"))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void anEmptyDatabaseIsNoBackup() {
        assertThatThrownBy(() ->
                        new Backup(emptyDatabase(), InstantSource.system())
                                .take(folders("none"), null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("Is it the right one?");
    }

    @Test
    void aFileThatWasAlteredIsNotRestored() throws Exception {
        take("backup");
        var file = folders("backup").vault().resolve("vault.bson");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Restore.open(folders("backup"), false))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("was altered");
    }

    /** Whoever can write the file can write the manifest: the chain is what he cannot make good. */
    @Test
    void aLogThatWasAlteredWithItsManifestIsNotRestored() throws Exception {
        take("backup");
        var file = folders("backup").log().resolve("log.bson");
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        var altered = bytes.replace("tokens:read", "access:admn");
        assertThat(altered).isNotEqualTo(bytes);
        Files.write(file, altered.getBytes(StandardCharsets.ISO_8859_1));
        var manifest = folders("backup").log().resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                sha256(bytes.getBytes(StandardCharsets.ISO_8859_1)),
                                sha256(altered.getBytes(StandardCharsets.ISO_8859_1))));

        var restore = Restore.open(folders("backup"), false);
        assertThatThrownBy(restore::verifyLogs).isInstanceOf(LogCorruptException.class);
        var target = emptyDatabase();
        assertThatThrownBy(() -> restore.into(target, Ledger.none(), true, InstantSource.system()))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageContaining("commit 1");
        assertThatThrownBy(() -> new RestoreRecord(target).find())
                .isInstanceOf(RestoreIncompleteException.class);
    }

    private static LedgerLine end(String kind, String id) {
        return new LedgerLine(
                kind,
                SampleInstallation.WORKSPACE.value(),
                id,
                "evt_of_" + id,
                1_000,
                Instant.parse("2026-01-01T12:00:00Z"));
    }

    private void take(String name) throws IOException {
        new Backup(source.database, InstantSource.system()).take(folders(name), null);
    }

    private Restore.Restored restore(String name, MongoDatabase target) throws IOException {
        return Restore.open(folders(name), false)
                .into(target, Ledger.none(), false, InstantSource.system());
    }

    private Folders folders(String name) {
        return Folders.of(folder.resolve(name), null, null);
    }

    private static void assertSameAs(MongoDatabase expected, MongoDatabase actual) {
        for (var collection : COPIED) {
            assertThat(bytes(actual, collection))
                    .as(collection)
                    .isEqualTo(bytes(expected, collection));
        }
    }

    private static List<RawBsonDocument> bytes(MongoDatabase database, String collection) {
        return database.getCollection(collection, RawBsonDocument.class)
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }

    private SampleInstallation installation(String database) {
        return opened(
                SampleInstallation.open(
                        fixture.connectionString(),
                        database,
                        folder.resolve("kek"),
                        fixture.engine() == Engine.EMBEDDED));
    }

    private MongoDatabase emptyDatabase() {
        MongoClient client = opened(fixture.newClient());
        return client.getDatabase(fixture.freshDatabaseName());
    }

    private MongoDatabase embedded(String name) {
        EmbeddedMongo embedded = opened(EmbeddedMongo.open(folder.resolve(name)));
        return opened(MongoClients.create(embedded.connectionString())).getDatabase("mooring");
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }
}
