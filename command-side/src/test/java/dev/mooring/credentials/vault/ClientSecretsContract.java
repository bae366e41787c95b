package dev.mooring.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.mooring.credentials.vault.ClientSecrets.Unclaimed;
import dev.mooring.keys.UnreadableException;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

abstract class ClientSecretsContract extends VaultFixture {

    private static final RegistrationId REGISTRATION = new RegistrationId("reg_1");
    private static final RegistrationId OTHER = new RegistrationId("reg_2");

    private final ClientSecrets secrets = node();

    ClientSecretsContract(MongoClient client, String database) {
        super(client, database);
    }

    @Test
    void everyVersionStaysReadable() {
        assertThat(secrets.store(WORKSPACE, REGISTRATION, Secret.of("one"))).isEqualTo(1);
        assertThat(secrets.store(WORKSPACE, REGISTRATION, Secret.of("two"))).isEqualTo(2);
        assertThat(secrets.store(WORKSPACE, OTHER, Secret.of("else"))).isEqualTo(1);

        assertThat(secrets.read(WORKSPACE, REGISTRATION, 1)).isEqualTo(Secret.of("one"));
        assertThat(secrets.read(WORKSPACE, REGISTRATION, 2)).isEqualTo(Secret.of("two"));
        assertThat(dump()).doesNotContain("one\"").doesNotContain("two\"");
    }

    @RepeatedTest(3)
    void secretsStoredAtOnceGetAVersionEach() throws Exception {
        var versions =
                Racing.run(6, i -> () -> node().store(WORKSPACE, REGISTRATION, Secret.of("s" + i)));

        assertThat(versions).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        for (int i = 0; i < 6; i++) {
            assertThat(secrets.read(WORKSPACE, REGISTRATION, versions.get(i)))
                    .isEqualTo(Secret.of("s" + i));
        }
    }

    @Test
    void aVersionThatIsNotThereMeansAnOlderVault() {
        secrets.store(WORKSPACE, REGISTRATION, Secret.of("one"));

        assertRolledBack(() -> secrets.read(WORKSPACE, REGISTRATION, 2));
        assertRolledBack(() -> secrets.read(WORKSPACE, OTHER, 1));
        assertRolledBack(() -> secrets.read(OTHER_WORKSPACE, REGISTRATION, 1));
    }

    @Test
    void aDestroyedVersionIsGoneAndItsNumberIsNotGivenAgain() {
        secrets.store(WORKSPACE, REGISTRATION, Secret.of("one"));
        secrets.store(WORKSPACE, REGISTRATION, Secret.of("two"));

        secrets.destroy(WORKSPACE, REGISTRATION, 2);
        secrets.destroy(WORKSPACE, REGISTRATION, 2);

        assertRolledBack(() -> secrets.read(WORKSPACE, REGISTRATION, 2));
        assertThat(secrets.read(WORKSPACE, REGISTRATION, 1)).isEqualTo(Secret.of("one"));
        assertThat(secrets.store(WORKSPACE, REGISTRATION, Secret.of("three"))).isEqualTo(3);
    }

    @Test
    void whatWasNeverClaimedIsFoundByAge() {
        secrets.store(WORKSPACE, REGISTRATION, Secret.of("one"));
        now = now.plusSeconds(60);
        secrets.store(WORKSPACE, REGISTRATION, Secret.of("two"));
        secrets.store(WORKSPACE, OTHER, Secret.of("else"));

        secrets.claim(WORKSPACE, REGISTRATION, 2);
        secrets.claim(WORKSPACE, REGISTRATION, 2);
        secrets.destroy(WORKSPACE, OTHER, 1);

        assertThat(secrets.unclaimed(WORKSPACE, START)).isEmpty();
        assertThat(secrets.unclaimed(WORKSPACE, now.plusSeconds(1)))
                .containsExactly(new Unclaimed(REGISTRATION, 1, START));
        assertThat(secrets.unclaimed(OTHER_WORKSPACE, now.plusSeconds(1))).isEmpty();
        assertThat(secrets.read(WORKSPACE, REGISTRATION, 2)).isEqualTo(Secret.of("two"));
    }

    @Test
    void aSecretMovedToAnotherRegistrationDoesNotOpen() {
        secrets.store(WORKSPACE, REGISTRATION, Secret.of("one"));
        var copy = new Document(database.getCollection("client_secrets").find().first());
        copy.put("_id", "wsp_1/reg_2");
        database.getCollection("client_secrets").insertOne(copy);

        assertThatThrownBy(() -> secrets.read(WORKSPACE, OTHER, 1))
                .isInstanceOf(UnreadableException.class);
    }

    private ClientSecrets node() {
        return new ClientSecrets(database, ring, () -> now);
    }

    private static void assertRolledBack(Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(Refusal.class)
                .extracting(thrown -> ((Refusal) thrown).code())
                .isEqualTo(ErrorCode.VAULT_ROLLED_BACK);
    }
}
