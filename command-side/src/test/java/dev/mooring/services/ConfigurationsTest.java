package dev.mooring.services;

import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.UserId;
import dev.mooring.workspaces.Nodes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes two connections the same for reuse. */
class ConfigurationsTest extends ServicesFixture {

    private static final UserId ALICE = new UserId("usr_alice");
    private static final UserId BOB = new UserId("usr_bob");

    @Test
    void theSameChoiceIsTheSameConfigurationOnEveryNode() {
        draft(here, Posted.oauth2());
        publish(here);

        var chosen = choose(here, ALICE, "contacts.write");

        assertThat(chosen.scopes()).containsExactly("contacts.read", "contacts.write");
        assertThat(choose(there, ALICE, "contacts.read", "contacts.write")).isEqualTo(chosen);
    }

    @Test
    void anotherUserScopeParameterOrClientIdIsAnotherConfiguration() {
        draft(here, Posted.oauth2());
        publish(here);
        var chosen = choose(here, ALICE, "contacts.read").fingerprint();

        assertThat(choose(here, BOB, "contacts.read").fingerprint()).isNotEqualTo(chosen);
        assertThat(choose(here, ALICE, "contacts.write").fingerprint()).isNotEqualTo(chosen);
        var service = here.directory.connectable(WORKSPACE, "acme");
        assertThat(
                        here.configurations
                                .choose(
                                        ALICE,
                                        service,
                                        List.of("contacts.read"),
                                        Map.of("region", "us"))
                                .fingerprint())
                .isNotEqualTo(chosen);
        register("another-client", "its-secret");
        assertThat(choose(here, ALICE, "contacts.read").fingerprint()).isNotEqualTo(chosen);
    }

    @Test
    void rotatingASecretOrRenamingTheServiceKeepsTheConfiguration() {
        draft(here, Posted.oauth2());
        publish(here);
        var chosen = choose(here, ALICE, "contacts.read");

        register("our-client", "rotated");
        revise(here, Posted.oauth2().with("/name", "\"Acme 2\""));
        publish(here);

        assertThat(choose(there, ALICE, "contacts.read")).isEqualTo(chosen);
    }

    private Configurations.Chosen choose(Nodes.Node node, UserId user, String... scopes) {
        var service = node.directory.connectable(WORKSPACE, "acme");
        return node.configurations.choose(user, service, List.of(scopes), Map.of("region", "eu"));
    }
}
