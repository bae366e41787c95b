package dev.mooring.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.credentials.delivery.Delivery.Delivered;
import dev.mooring.credentials.generations.Granting;
import dev.mooring.credentials.given.GivenCredential;
import dev.mooring.credentials.given.PostedCredential;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.Grant;
import dev.mooring.language.service.Auth;
import dev.mooring.services.ServiceDirectory;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys, passwords and tokens that users give: vault first, commit second. */
@OnEngine(Engine.EMBEDDED)
class CredentialKeeperTest {

    private static final List<String> SCOPES = List.of("contacts.read");

    private final World world;
    private final Node node;

    CredentialKeeperTest(MongoFixture mongo) {
        world = World.of(mongo, new Auth.Bearer());
        node = world.node();
    }

    @BeforeEach
    void create() {
        world.create(node);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aTokenThatWasGivenIsHandedOutOnceTheLogNamesIt() {
        assertThat(keep("t1")).isEqualTo(new Grant(0, SCOPES, 1, null));
        world.complete(node);
        keeper().takeIntoUse(World.WORKSPACE, World.AUTHORIZATION);

        assertThat(node.fetch())
                .isEqualTo(
                        new Delivered(
                                node.fetch().injection(),
                                null,
                                List.of("contacts.read"),
                                List.of("contacts.write")));
        assertThat(node.fetch().injection().headers())
                .isEqualTo(Map.of("Authorization", "Bearer t1"));
    }

    @Test
    void aNodeThatDiesBeforeItTakesItIntoUseLeavesThatToTheFirstFetch() {
        keep("t1");
        world.complete(node);

        assertThat(world.node().token()).isEqualTo("t1");
    }

    @Test
    void theSameCommandMayKeepTheSameAgain() {
        keep("t1");
        keep("t1");
        world.complete(node);
        keeper().takeIntoUse(World.WORKSPACE, World.AUTHORIZATION);
        keep("t1");

        assertThat(node.token()).isEqualTo("t1");
    }

    @Test
    void theSameCommandMayNotKeepAnother() {
        keep("t1");

        assertThatThrownBy(() -> keep("t2"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ATTEMPT_ENDED));
    }

    @Test
    void whatWasGivenUpIsNotTakenUpAgain() {
        keep("t1");
        keeper().abandon(World.WORKSPACE, World.AUTHORIZATION, "req-1");

        assertThatThrownBy(() -> keep("t1"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ATTEMPT_ENDED));
    }

    @Test
    void whatTheLogNamesIsNotGivenUp() {
        keep("t1");
        world.complete(node);

        keeper().abandon(World.WORKSPACE, World.AUTHORIZATION, "req-1");

        assertThat(node.token()).isEqualTo("t1");
    }

    /** Security 17: the log, the activity log and the vault hold no secret in plain. */
    @Test
    void aMarkedSecretIsNowhereInTheDatabase() {
        keep("MARKED-SECRET");
        world.complete(node);
        node.fetch();

        for (var collection : world.database().listCollectionNames()) {
            for (var document : world.database().getCollection(collection).find()) {
                assertThat(everything(document)).doesNotContain("MARKED-SECRET");
            }
        }
        assertThat(node.get(Vault.class).find(World.WORKSPACE, World.AUTHORIZATION).toString())
                .doesNotContain("MARKED-SECRET");
    }

    private Grant keep(String token) {
        var auth = world.definition().auth();
        var granting =
                Granting.ofGiven(
                        World.WORKSPACE,
                        World.CONNECTION,
                        World.ATTEMPT,
                        World.AUTHORIZATION,
                        World.ADA,
                        node.get(ServiceDirectory.class)
                                .version(World.WORKSPACE, World.SERVICE, 1));
        var posted = new PostedCredential(null, null, null, token);
        return keeper().keep(granting, GivenCredential.read(auth, posted), SCOPES);
    }

    private CredentialKeeper keeper() {
        return node.get(CredentialKeeper.class);
    }

    /** The document with its binary values as text. */
    private static String everything(Document document) {
        var text = new StringBuilder(document.toJson());
        for (var event : document.getList("e", Object.class, List.of())) {
            if (event instanceof Binary binary) {
                text.append(new String(binary.getData(), UTF_8));
            }
        }
        return text.toString();
    }
}
