package dev.mooring.query.rebuilding;

import static dev.mooring.query.rebuilding.TestNode.LONG;
import static dev.mooring.query.rebuilding.TestNode.id;
import static dev.mooring.query.rebuilding.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.RebuildId;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Generation;
import dev.mooring.query.Happened;
import dev.mooring.query.RandomHistory;
import dev.mooring.query.ReadModel;
import dev.mooring.query.Story;
import dev.mooring.query.audit.AuditTrail;
import dev.mooring.query.connectiondetails.ConnectionDetails;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.directory.Directory;
import dev.mooring.query.reuseindex.ReuseIndex;
import dev.mooring.query.services.Services;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators rely on when they rebuild a read model, on every engine. */
abstract class RebuildContract {

    private static final ReadModel[] ALL = {
        ConnectionList.MODEL,
        ConnectionDetails.MODEL,
        ReuseIndex.MODEL,
        Services.MODEL,
        Directory.MODEL,
        AuditTrail.MODEL
    };

    private final List<TestNode> nodes = new ArrayList<>();
    private MongoFixture mongo;
    private String name;

    @BeforeEach
    void begin(MongoFixture fixture) {
        mongo = fixture;
        name = fixture.freshDatabaseName();
        Renames.STUMBLES.set(false);
    }

    @AfterEach
    void end() {
        nodes.forEach(TestNode::close);
        try (MongoClient client = mongo.newClient()) {
            client.getDatabase(name).drop();
        }
    }

    private TestNode node(ReadModel... models) {
        var node = TestNode.start(mongo, name, "node-" + nodes.size(), models);
        nodes.add(node);
        return node;
    }

    @Test
    void everyReadModelRebuiltTogetherSaysWhatIsServed() throws InterruptedException {
        var node = node(ALL);
        node.append(new RandomHistory(1, 1_500).story.events());

        var rebuilds = new ArrayList<Rebuild>();
        for (var model : ALL) {
            rebuilds.add(node.order(model, false));
        }

        for (int i = 0; i < ALL.length; i++) {
            var ready = node.await(rebuilds.get(i), State.READY);
            assertThat(ready.verified()).isTrue();
            assertThat(ready.processed()).isEqualTo(node.log.head().position());
            assertThat(ready.sample().different()).isZero();
            assertThat(node.contents(ALL[i], 2)).isEqualTo(node.contents(ALL[i], 1));
        }
        assertThat(rebuilds.getFirst().generation()).isEqualTo(2);
    }

    @Test
    void aSwitchIsGoneBackFromAndGoneBackToAndWhatIsKeptIsDropped() throws InterruptedException {
        var node = node(Renames.MODEL);
        connections(node, 3);
        var rebuild = node.await(node.order(Renames.MODEL, false), State.READY);

        assertThat(node.orders.switchTo(id(rebuild), "key_operator").state())
                .isEqualTo(State.SWITCHED);
        assertThat(served(node)).isEqualTo(2);
        assertThat(node.orders.rollBack(id(rebuild), "key_operator").state())
                .isEqualTo(State.ROLLED_BACK);
        assertThat(served(node)).isEqualTo(1);
        node.append(1, new ConnectionRenamed("con_c0", Happened.USER, "after"));
        assertThat(node.contents(Renames.MODEL, 2)).isEqualTo(node.contents(Renames.MODEL, 1));
        node.orders.switchTo(id(rebuild), "key_operator");
        assertThat(served(node)).isEqualTo(2);

        node.orders.drop(id(rebuild), "key_operator");

        until(() -> !collections(node).contains(Renames.MODEL.collection()));
        assertThat(collections(node)).contains(new Generation(Renames.MODEL, 2).collection());
        var segments = node.views.find("renames").orElseThrow().source().segments();
        until(() -> segments.progress("renames").isEmpty());
        refused(ErrorCode.REBUILD_STATE, () -> node.orders.rollBack(id(rebuild), "key_operator"));
    }

    @Test
    void everyAnswerIsRightThroughAStartASwitchARollbackAndADrop() {
        var one = node(Renames.MODEL);
        connections(one, 10);
        var other = node(Renames.MODEL);
        try (var questioners = new Questioners(List.of(one, other), 10)) {
            questioners.moreAnswers(50);
            var rebuild = one.order(Renames.MODEL, false);
            questioners.moreAnswers(50);
            one.await(rebuild, State.READY);
            questioners.moreAnswers(50);

            other.orders.switchTo(id(rebuild), "key_operator");

            until(() -> served(one) == 2 && served(other) == 2);
            questioners.moreAnswers(100);
            one.orders.rollBack(id(rebuild), "key_operator");
            until(() -> served(one) == 1 && served(other) == 1);
            questioners.moreAnswers(100);
            one.orders.switchTo(id(rebuild), "key_operator");
            one.orders.drop(id(rebuild), "key_operator");
            until(() -> !collections(one).contains(Renames.MODEL.collection()));
            questioners.moreAnswers(100);
        }
    }

    @Test
    void oneRebuildOfAReadModelAtATimeAndAnOrderRepeatedIsTheSame() {
        var node = node(Renames.MODEL, Directory.MODEL);
        connections(node, 3);
        var order = RebuildId.madeBy(CommandId.random());

        node.orders.start("renames", order, false, "key_operator");

        assertThat(node.orders.start("renames", order, false, "key_operator").rebuild().id())
                .isEqualTo(order.value());
        refused(ErrorCode.REBUILD_IN_PROGRESS, () -> node.order(Renames.MODEL, false));
        node.await(node.order(Directory.MODEL, true), State.SWITCHED);
        refused(
                ErrorCode.PROJECTION_UNKNOWN,
                () -> node.orders.start("none", order, false, "key_operator"));
    }

    @Test
    void aCancelledRebuildLeavesNothingAndMakesWayForAnother() {
        var node = node(Renames.MODEL);
        connections(node, 3);
        var first = node.await(node.order(Renames.MODEL, false), State.READY);

        assertThat(node.orders.cancel(id(first), "key_operator").state())
                .isEqualTo(State.CANCELLED);

        var second = node.order(Renames.MODEL, true);
        assertThat(second.generation()).isEqualTo(3);
        node.await(second, State.SWITCHED);
        until(() -> !collections(node).contains(new Generation(Renames.MODEL, 2).collection()));
    }

    @Test
    void aPausedRebuildGoesOnWhereItLastWrote() throws InterruptedException {
        var node = node(Renames.MODEL);
        connections(node, 40);
        var rebuild = node.order(Renames.MODEL, false);
        if (paused(node, rebuild)) {
            assertThat(node.state(rebuild)).isEqualTo(State.PAUSED);
            node.orders.resume(id(rebuild));
        }
        node.await(rebuild, State.READY);
        assertThat(node.contents(Renames.MODEL, 2)).isEqualTo(node.contents(Renames.MODEL, 1));
    }

    @Test
    void aNodeThatDiesIsTakenOverFromWhereverItWas() throws InterruptedException {
        var history = new RandomHistory(2, 1_500).story.events();
        var first = node(ConnectionList.MODEL);
        first.append(history);
        for (var state : List.of(State.QUEUED, State.READING, State.CATCHING_UP, State.READY)) {
            var dying = TestNode.start(mongo, name, "dying-" + state, ConnectionList.MODEL);
            var rebuild = dying.order(ConnectionList.MODEL, false);
            until(() -> dying.state(rebuild).compareTo(state) >= 0);
            dying.crash();

            var ready = first.await(rebuild, State.READY);

            assertThat(first.contents(ConnectionList.MODEL, ready.generation()))
                    .as("died while %s", state)
                    .isEqualTo(first.contents(ConnectionList.MODEL, 1));
            first.orders.cancel(id(rebuild), "key_operator");
        }
    }

    @Test
    void aPoisonedEventStopsARebuildWithItsPositionAndWhatCannotPassIsMendedAndResumed()
            throws InterruptedException {
        var node = node(Renames.MODEL);
        connections(node, 10);
        long poison =
                node.append(1, new ConnectionRenamed("con_c4", Happened.USER, Renames.POISON));
        node.append(2, new ConnectionRenamed("con_c4", Happened.USER, "after"));
        node.contents(Renames.MODEL, 1);
        Renames.STUMBLES.set(true);

        var failed = node.await(node.order(Renames.MODEL, true), State.FAILED);

        assertThat(failed.failure().position()).isEqualTo(poison);
        assertThat(failed.failure().reason())
                .contains("connection.renamed", "IllegalArgumentException")
                .doesNotContain("secret");
        assertThat(served(node)).isEqualTo(1);
        Renames.STUMBLES.set(false);
        node.orders.resume(id(failed));
        node.await(failed, State.SWITCHED);
        assertThat(node.contents(Renames.MODEL, 2)).isEqualTo(node.contents(Renames.MODEL, 1));
    }

    @Test
    void aChangedFoldIsBuiltByTheNewNodesWhileTheOldOnesServeTheOldOne()
            throws InterruptedException {
        var changed = Renames.version(2, "new");
        var old = node(Renames.MODEL);
        connections(old, 20);
        old.contents(Renames.MODEL, 1);

        var updated = node(changed);

        until(() -> updated.views.missing().isEmpty());
        long position = old.append(1, new ConnectionRenamed("con_c0", Happened.USER, "shared"));
        assertThat(renames(old, Renames.MODEL, position).note()).isEmpty();
        assertThat(renames(updated, changed, position).note()).isEqualTo("new");
        assertThat(updated.contents(changed, 1)).hasSize(20);
        var view = updated.views.find("renames").orElseThrow();
        assertThatThrownBy(() -> updated.views.removeVersion(view, 1))
                .isInstanceOf(IllegalStateException.class);

        old.close();
        nodes.remove(old);

        until(() -> view.source().records().nodes("renames").isEmpty());
        assertThat(updated.views.removeVersion(view, 1)).isTrue();
        assertThat(collections(updated)).doesNotContain(Renames.MODEL.collection());
        assertThat(updated.contents(changed, 1)).hasSize(20);
    }

    @Test
    void aReadModelThatIsBeingBuiltIsRefusedAndNeverEmpty() {
        var old = node(Renames.MODEL);
        connections(old, 5);
        Renames.STUMBLES.set(true);
        old.append(1, new ConnectionRenamed("con_c0", Happened.USER, Renames.POISON));

        var updated = node(Renames.version(2, "new"));

        until(() -> updated.orders.all().stream().anyMatch(it -> it.state() == State.FAILED));
        assertThat(updated.views.missing()).containsExactly("renames");
        refused(
                ErrorCode.READ_MODEL_BEHIND,
                () ->
                        updated.documents
                                .get("renames")
                                .find(Story.WORKSPACE, Renames.KIND, "con_c1"));
        Renames.STUMBLES.set(false);
        updated.orders.resume(id(updated.orders.all().getFirst().rebuild()));
        until(() -> updated.views.missing().isEmpty());
        assertThat(updated.documents.get("renames").find(Story.WORKSPACE, Renames.KIND, "con_c1"))
                .isPresent();
    }

    @Test
    void whatWasKeptBeforeThereWereGenerationsIsTheFirst() throws InterruptedException {
        var before = node(Renames.MODEL);
        connections(before, 5);
        var was = before.contents(Renames.MODEL, 1);
        before.database.getCollection("views").drop();

        var after = node(Renames.MODEL);

        assertThat(served(after)).isEqualTo(1);
        assertThat(after.contents(Renames.MODEL, 1)).isEqualTo(was);
        assertThat(after.orders.all()).isEmpty();
    }

    private boolean paused(TestNode node, Rebuild rebuild) {
        while (true) {
            try {
                node.orders.pause(id(rebuild));
                return true;
            } catch (Refusal e) {
                if (node.state(rebuild).compareTo(State.READING) > 0) {
                    return false;
                }
            }
        }
    }

    private static Renames renames(TestNode node, ReadModel model, long position)
            throws InterruptedException {
        assertThat(node.views.find("renames").orElseThrow().await(position, LONG))
                .isGreaterThanOrEqualTo(position);
        return node.documents
                .get("renames")
                .find(Story.WORKSPACE, Renames.kind(model), "con_c0")
                .orElseThrow();
    }

    private static void connections(TestNode node, int count) {
        for (int i = 0; i < count; i++) {
            node.append(0, Happened.created("con_c" + i, "Name"));
        }
    }

    private static int served(TestNode node) {
        return node.views.find("renames").orElseThrow().served().number();
    }

    private static List<String> collections(TestNode node) {
        return node.database.listCollectionNames().into(new ArrayList<>());
    }

    private static void refused(ErrorCode code, Runnable order) {
        assertThatThrownBy(order::run)
                .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
    }
}
