package dev.mooring.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.keys.UnreadableException;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Security 14, 16, 18, 22 and 25, as far as storing goes. */
abstract class VaultContract extends VaultFixture {

    private final Vault vault = vault();

    VaultContract(MongoClient client, String database) {
        super(client, database);
    }

    @Test
    void whatAnAttemptBroughtIsPendingUntilItIsPromoted() {
        assertThat(vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("raw"))).isTrue();

        assertThat(find()).isEqualTo(new Entry(ATTEMPT, null, new Credential(1, fields("raw"))));

        assertThat(vault.promote(WORKSPACE, AUTHORIZATION, 1, fields("parsed"))).isTrue();

        assertThat(find()).isEqualTo(new Entry(null, new Credential(1, fields("parsed")), null));
    }

    @Test
    void aSecondStoreForAnAuthorizationChangesNothing() {
        vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("first"));

        assertThat(vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("second"))).isFalse();

        assertThat(find().pending()).isEqualTo(new Credential(1, fields("first")));
    }

    @Test
    void aRefreshMakesTheNextGenerationWhileTheOldOneServes() {
        granted();

        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw 2"))).isTrue();

        assertThat(find())
                .isEqualTo(
                        new Entry(
                                null,
                                new Credential(1, fields("granted")),
                                new Credential(2, fields("raw 2"))));
        assertThat(find().newestVersion()).isEqualTo(2);

        assertThat(vault.promote(WORKSPACE, AUTHORIZATION, 2, fields("parsed 2"))).isTrue();

        assertThat(find()).isEqualTo(new Entry(null, new Credential(2, fields("parsed 2")), null));
    }

    @Test
    void security14_theFirstSuccessForAGenerationIsKept() {
        granted();

        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("first"))).isTrue();
        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("late"))).isFalse();
        vault.promote(WORKSPACE, AUTHORIZATION, 2, fields("first"));
        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("too late"))).isFalse();

        assertThat(find()).isEqualTo(new Entry(null, new Credential(2, fields("first")), null));
    }

    @RepeatedTest(3)
    void security14_ofManySuccessesAtOnceOneIsKept() throws Exception {
        granted();

        var stored =
                Racing.run(
                        8, i -> () -> vault().stage(WORKSPACE, AUTHORIZATION, 1, fields("r" + i)));

        assertThat(stored).filteredOn(won -> won).hasSize(1);
        assertThat(find().pending())
                .isEqualTo(new Credential(2, fields("r" + stored.indexOf(true))));
    }

    @RepeatedTest(3)
    void nodesThatRollForwardAtOnceAllSucceed() throws Exception {
        granted();
        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw"));

        var promoted =
                Racing.run(
                        4, _ -> () -> vault().promote(WORKSPACE, AUTHORIZATION, 2, fields("new")));

        assertThat(promoted).containsOnly(true);
        assertThat(find()).isEqualTo(new Entry(null, new Credential(2, fields("new")), null));
    }

    @Test
    void promotingWhatIsNotPendingChangesNothing() {
        granted();

        assertThat(vault.promote(WORKSPACE, AUTHORIZATION, 1, fields("other"))).isTrue();
        assertThat(vault.promote(WORKSPACE, AUTHORIZATION, 2, fields("other"))).isFalse();
        assertThat(vault.promote(WORKSPACE, OTHER_AUTHORIZATION, 1, fields("x"))).isFalse();

        assertThat(find()).isEqualTo(new Entry(null, new Credential(1, fields("granted")), null));
    }

    @Test
    void nothingIsRefreshedBeforeTheGrantIsPromoted() {
        vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("raw"));

        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("x"))).isFalse();
        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 0, fields("x"))).isFalse();
    }

    @Test
    void security18_aVaultOlderThanTheLogIsToldApart() {
        granted();

        assertThat(vault.read(WORKSPACE, AUTHORIZATION, 1)).isEqualTo(find());
        assertThatThrownBy(() -> vault.read(WORKSPACE, AUTHORIZATION, 2))
                .satisfies(thrown -> assertCode(thrown, ErrorCode.VAULT_ROLLED_BACK));
        assertThatThrownBy(() -> vault.read(WORKSPACE, OTHER_AUTHORIZATION, 1))
                .satisfies(thrown -> assertCode(thrown, ErrorCode.VAULT_ROLLED_BACK));

        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw"));

        assertThat(vault.read(WORKSPACE, AUTHORIZATION, 2)).isEqualTo(find());
    }

    @Test
    void security18_theSecretIsStoredNowhereInPlain() {
        vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("marked-secret-1"));
        vault.promote(WORKSPACE, AUTHORIZATION, 1, fields("marked-secret-2"));
        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("marked-secret-3"));

        assertThat(dump()).contains("ciphertext").doesNotContain("marked-secret");
        assertThat(find().toString()).doesNotContain("marked-secret");
    }

    @Test
    void security18_anotherAuthorizationsRowDoesNotOpen() {
        granted();

        copyRow(WORKSPACE.value(), OTHER_AUTHORIZATION.value());
        copyRow(OTHER_WORKSPACE.value(), AUTHORIZATION.value());

        assertThatThrownBy(() -> vault.find(WORKSPACE, OTHER_AUTHORIZATION))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> vault.find(OTHER_WORKSPACE, AUTHORIZATION))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void security18_noValueOpensInThePlaceOfAnother() {
        vault.store(
                WORKSPACE,
                AUTHORIZATION,
                ATTEMPT,
                Map.of("access_token", Secret.of("a"), "refresh_token", Secret.of("r")));

        assertUnreadableWith("pending.version", 2L);
        assertUnreadableWith("pending.fields.0.name", "id_token");
        assertUnreadableWith("key.id", "dk_other");
        assertUnreadableWith("key.ciphertext", otherKey());

        assertThat(find().newestVersion()).isEqualTo(1);
    }

    @Test
    void security18_eachAuthorizationHasADataKeyOfItsOwn() {
        granted();
        vault.store(WORKSPACE, OTHER_AUTHORIZATION, ATTEMPT, fields("x"));

        var keys =
                database.getCollection("vault")
                        .find()
                        .map(row -> row.get("key", Document.class).getString("id"))
                        .into(new ArrayList<>());

        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void destroyingTakesTheDataKeyAndAllUnderIt() {
        granted();
        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw"));

        vault.destroy(WORKSPACE, AUTHORIZATION);
        vault.destroy(WORKSPACE, AUTHORIZATION);

        assertThat(vault.find(WORKSPACE, AUTHORIZATION)).isEmpty();
        assertThat(row().keySet())
                .containsExactlyInAnyOrder("_id", "workspace", "authorization", "destroyedAt");
        assertThatThrownBy(() -> vault.read(WORKSPACE, AUTHORIZATION, 1))
                .satisfies(thrown -> assertCode(thrown, ErrorCode.AUTHORIZATION_NOT_IN_EFFECT));
    }

    @Test
    void nothingIsEverStoredAgainForADestroyedAuthorization() {
        granted();
        vault.destroy(WORKSPACE, AUTHORIZATION);
        vault.destroy(WORKSPACE, OTHER_AUTHORIZATION);

        assertThat(vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("x"))).isFalse();
        assertThat(vault.store(WORKSPACE, OTHER_AUTHORIZATION, ATTEMPT, fields("x"))).isFalse();
        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("x"))).isFalse();
        assertThat(vault.promote(WORKSPACE, AUTHORIZATION, 1, fields("x"))).isFalse();
        assertThat(vault.find(WORKSPACE, AUTHORIZATION)).isEmpty();
    }

    @RepeatedTest(10)
    void anEntryDestroyedWhileItIsStoredOrRefreshedStaysDestroyed() throws Exception {
        granted();

        Racing.run(
                4,
                i ->
                        () ->
                                switch (i) {
                                    case 0 -> destroyed(AUTHORIZATION);
                                    case 1 -> destroyed(OTHER_AUTHORIZATION);
                                    case 2 ->
                                            vault().store(
                                                            WORKSPACE,
                                                            OTHER_AUTHORIZATION,
                                                            ATTEMPT,
                                                            fields("x"));
                                    default ->
                                            vault().stage(WORKSPACE, AUTHORIZATION, 1, fields("x"))
                                                    && vault().promote(
                                                                    WORKSPACE,
                                                                    AUTHORIZATION,
                                                                    2,
                                                                    fields("x"));
                                });

        assertThat(vault.find(WORKSPACE, AUTHORIZATION)).isEmpty();
        assertThat(vault.find(WORKSPACE, OTHER_AUTHORIZATION)).isEmpty();
        assertThat(dump()).doesNotContain("ciphertext");
    }

    @Test
    void security22_whatNoGrantClaimedIsFoundByAgeAndWorkspace() {
        for (int i = 1; i <= 3; i++) {
            vault.store(WORKSPACE, new AuthorizationId("aut_" + i), ATTEMPT, fields("x"));
            now = now.plus(Duration.ofHours(1));
        }
        vault.store(OTHER_WORKSPACE, new AuthorizationId("aut_9"), ATTEMPT, fields("x"));
        vault.promote(WORKSPACE, new AuthorizationId("aut_2"), 1, fields("x"));

        assertThat(vault.unclaimed(WORKSPACE, START, 10)).isEmpty();
        assertThat(vault.unclaimed(WORKSPACE, START.plusSeconds(1), 10))
                .containsExactly(new Pending(AUTHORIZATION, ATTEMPT, 1, START));
        assertThat(vault.unclaimed(WORKSPACE, now, 10))
                .extracting(Pending::authorization)
                .containsExactly(AUTHORIZATION, new AuthorizationId("aut_3"));
        assertThat(vault.unclaimed(WORKSPACE, now, 1)).hasSize(1);
    }

    @Test
    void security16_whatARefreshBroughtIsFoundUntilItIsPromoted() {
        granted();
        vault.store(WORKSPACE, OTHER_AUTHORIZATION, ATTEMPT, fields("unclaimed"));
        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw"));

        assertThat(vault.unpromoted(WORKSPACE, now.plusSeconds(1), 10))
                .containsExactly(new Pending(AUTHORIZATION, null, 2, START));

        vault.promote(WORKSPACE, AUTHORIZATION, 2, fields("parsed"));

        assertThat(vault.unpromoted(WORKSPACE, now.plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void security25_anotherWorkspaceSeesNothing() {
        granted();

        assertThat(vault.find(OTHER_WORKSPACE, AUTHORIZATION)).isEmpty();
        assertThat(vault.stage(OTHER_WORKSPACE, AUTHORIZATION, 1, fields("x"))).isFalse();
        assertThat(vault.promote(OTHER_WORKSPACE, AUTHORIZATION, 1, fields("x"))).isFalse();
        vault.destroy(OTHER_WORKSPACE, AUTHORIZATION);

        assertThat(find().current()).isEqualTo(new Credential(1, fields("granted")));
    }

    private void granted() {
        vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("raw"));
        vault.promote(WORKSPACE, AUTHORIZATION, 1, fields("granted"));
    }

    private boolean destroyed(AuthorizationId authorization) {
        vault().destroy(WORKSPACE, authorization);
        return true;
    }

    private Entry find() {
        return vault.find(WORKSPACE, AUTHORIZATION).orElseThrow();
    }

    private Document row() {
        return row("wsp_1/aut_1");
    }

    private Document row(String id) {
        return database.getCollection("vault")
                .find(Filters.eq("_id", id))
                .into(new ArrayList<>())
                .getFirst();
    }

    private void copyRow(String workspace, String authorization) {
        var copy = row();
        copy.put("_id", workspace + "/" + authorization);
        copy.put("workspace", workspace);
        copy.put("authorization", authorization);
        database.getCollection("vault").insertOne(copy);
    }

    private String otherKey() {
        vault.store(WORKSPACE, OTHER_AUTHORIZATION, ATTEMPT, fields("x"));
        return get(row("wsp_1/aut_2"), "key.ciphertext").toString();
    }

    private void assertUnreadableWith(String path, Object value) {
        var row = Filters.eq("_id", "wsp_1/aut_1");
        var original = get(row("wsp_1/aut_1"), path);
        database.getCollection("vault").updateOne(row, Updates.set(path, value));

        assertThatThrownBy(this::find).isInstanceOf(UnreadableException.class);

        database.getCollection("vault").updateOne(row, Updates.set(path, original));
    }

    private static Object get(Document row, String path) {
        Object at = row;
        for (var step : path.split("\\.")) {
            at =
                    at instanceof List<?> list
                            ? list.get(Integer.parseInt(step))
                            : ((Document) at).get(step);
        }
        return at;
    }

    private static void assertCode(Throwable thrown, ErrorCode code) {
        assertThat(thrown).isInstanceOf(Refusal.class);
        assertThat(((Refusal) thrown).code()).isEqualTo(code);
    }
}
