package dev.mooring.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.connectiondetails.ConnectionDetails;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.names.ServiceName;
import dev.mooring.query.names.UserName;
import dev.mooring.query.reuseindex.ReuseIndex;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What read models ask of the place they are kept in, on every engine. */
abstract class MongoDocumentsContract {

    private static final Key<UserName> KEY = new Key<>(Story.WORKSPACE, UserName.KIND, "usr_ann");

    private MongoClient client;
    private MongoDatabase database;
    private MongoDocuments documents;

    @BeforeEach
    void connect(MongoFixture mongo) {
        client = mongo.newClient();
        database = client.getDatabase(mongo.freshDatabaseName());
        documents = FirstGeneration.open(database, ConnectionList.MODEL);
    }

    @AfterEach
    void disconnect() {
        database.drop();
        client.close();
    }

    @Test
    void whatIsSavedIsLoadedWithItsPosition() {
        documents.save(List.of(stored(7, "ann")));

        assertThat(documents.load(List.of(KEY)).get(KEY)).isEqualTo(stored(7, "ann"));
        assertThat(documents.find(Story.WORKSPACE, UserName.KIND, "usr_ann"))
                .contains(new UserName("usr_ann", "ann"));
    }

    @Test
    void anOlderOrEquallyOldStateNeverReplacesANewerOne() {
        documents.save(List.of(stored(7, "ann")));
        documents.save(List.of(stored(7, "paused"), other(8)));
        documents.save(List.of(stored(6, "paused for longer")));

        assertThat(documents.load(List.of(KEY)).get(KEY)).isEqualTo(stored(7, "ann"));
        assertThat(documents.load(List.of(other(8).key()))).hasSize(1);
    }

    @Test
    void aNewerStateReplacesAnOlderOneWholly() {
        var key = new Key<>(Story.WORKSPACE, ServiceName.KIND, "svc_acme");
        documents.save(List.of(new Stored<>(key, 1, new ServiceName("svc_acme", "a", "b"))));
        documents.save(List.of(new Stored<>(key, 2, new ServiceName("svc_acme", "c", null))));

        assertThat(documents.find(Story.WORKSPACE, ServiceName.KIND, "svc_acme"))
                .contains(new ServiceName("svc_acme", "c", null));
    }

    @Test
    void anotherWorkspacesDocumentIsAsUnknownAsNone() {
        documents.save(List.of(stored(7, "ann")));
        var other = new WorkspaceId("wsp_two");

        assertThat(documents.find(other, UserName.KIND, "usr_ann")).isEmpty();
        assertThat(documents.find(other, UserName.KIND, List.of("usr_ann"))).isEmpty();
        assertThat(documents.load(List.of(new Key<>(other, UserName.KIND, "usr_ann")))).isEmpty();
    }

    @Test
    void aUsersDocumentsAreFoundByHim() {
        documents.save(List.of(stored(7, "ann"), other(8)));

        assertThat(documents.ofUser(Story.WORKSPACE, "usr_ann"))
                .containsExactly("wsp_one/user/usr_ann");
        assertThat(documents.ofUser(new WorkspaceId("wsp_two"), "usr_ann")).isEmpty();
    }

    @Test
    void aReadModelIsKeptInACollectionOfItsNameAndVersion() {
        documents.save(List.of(stored(7, "ann")));

        assertThat(database.listCollectionNames()).contains("connection_list__v1");
        assertThat(
                        database.getCollection("connection_list__v1")
                                .find(new Document("_id", "wsp_one/user/usr_ann"))
                                .first())
                .containsEntry("workspace", "wsp_one")
                .containsEntry("position", 7L);
    }

    @Test
    void openingTwiceIsOpening() {
        FirstGeneration.open(database, ConnectionList.MODEL).save(List.of(stored(7, "ann")));

        assertThat(documents.load(List.of(KEY))).hasSize(1);
    }

    @Test
    void everyDocumentOfARandomHistoryComesBackAsItWas() {
        var events = new RandomHistory(4, 200).story.events();
        for (var model : List.of(ConnectionList.MODEL, ConnectionDetails.MODEL, ReuseIndex.MODEL)) {
            var memory = new MemoryDocuments();
            new Projector(model, memory).handle(events);
            var kept = FirstGeneration.open(database, model);
            for (int from = 0; from < events.size(); from += 20) {
                new Projector(model, kept)
                        .handle(events.subList(from, Math.min(events.size(), from + 20)));
            }

            var keys = new ArrayList<Key<?>>();
            memory.all().values().forEach(it -> keys.add(it.key()));
            var loaded = kept.load(keys);
            assertThat(loaded).hasSameSizeAs(keys);
            memory.all()
                    .values()
                    .forEach(it ->
                            assertThat(loaded.get(it.key()).document()).isEqualTo(it.document()));
        }
    }

    private static Stored<UserName> stored(long position, String externalId) {
        return new Stored<>(KEY, position, new UserName("usr_ann", externalId));
    }

    private static Stored<UserName> other(long position) {
        return new Stored<>(
                new Key<>(Story.WORKSPACE, UserName.KIND, "usr_bob"),
                position,
                new UserName("usr_bob", "bob"));
    }
}
