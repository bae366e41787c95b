package dev.mooring.credentials.vault;

import static java.util.stream.Collectors.joining;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;

/** A database of its own, its keys, and a database clock that only the test moves. */
abstract class VaultFixture {

    static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
    static final WorkspaceId OTHER_WORKSPACE = new WorkspaceId("wsp_2");
    static final AuthorizationId AUTHORIZATION = new AuthorizationId("aut_1");
    static final AuthorizationId OTHER_AUTHORIZATION = new AuthorizationId("aut_2");
    static final AttemptId ATTEMPT = new AttemptId("att_1");
    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    final MongoClient client;
    final MongoDatabase database;
    final KeyRing ring;
    Instant now = START;

    VaultFixture(MongoClient client, String database) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.ring =
                KeyRing.open(
                        this.database,
                        new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
    }

    @AfterEach
    void dropDatabase() {
        database.drop();
        client.close();
    }

    static Map<String, Secret> fields(String value) {
        return Map.of("response", Secret.of(value));
    }

    Vault vault() {
        return new Vault(database, ring, () -> now);
    }

    /** Everything stored, as one text. */
    String dump() {
        return StreamSupport.stream(database.listCollectionNames().spliterator(), false)
                .flatMap(name ->
                        database.getCollection(name).find().into(new ArrayList<>()).stream())
                .map(Document::toJson)
                .collect(joining("\n"));
    }
}
