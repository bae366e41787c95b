package dev.mooring.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.service.ClientCommand;
import dev.mooring.language.service.ClientCommand.LeadClient;
import dev.mooring.language.service.ClientCommand.RegisterClient;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientDeciderTest {

    private static final ClientEvent REGISTERED = registered(1, "client", 7, "here");

    private final ClientDecider decider = new ClientDecider();

    @Test
    void aServiceWithoutAClientNeedsNone() {
        assertThat(outcome(List.of(), confidential(null, null, "here"))).isEqualTo(List.of());
    }

    @Test
    void aFirstClientIsRegistered() {
        assertThat(outcome(List.of(), confidential("client", 7L, "here")))
                .isEqualTo(List.of(REGISTERED));
    }

    @Test
    void aConfidentialClientComesWithItsSecret() {
        assertThat(outcome(List.of(), confidential("client", null, "here")))
                .isEqualTo("client_secret.required");
    }

    @Test
    void aClientThatServesAsItIsStaysAsItIs() {
        assertThat(outcome(List.of(REGISTERED), confidential(null, null, "here")))
                .isEqualTo(List.of());
        assertThat(outcome(List.of(REGISTERED), confidential("client", null, "here")))
                .isEqualTo(List.of());
    }

    @Test
    void aSecretGivenAnewIsTheNextVersion() {
        assertThat(outcome(List.of(REGISTERED), confidential("client", 8L, "here")))
                .isEqualTo(List.of(registered(2, "client", 8, "here")));
    }

    @Test
    void security12OtherDestinationsDemandTheSecretAgain() {
        assertThat(outcome(List.of(REGISTERED), confidential("client", null, "elsewhere")))
                .isEqualTo("client_secret.required");
        assertThat(outcome(List.of(REGISTERED), confidential(null, null, "elsewhere")))
                .isEqualTo("client_secret.required");
        assertThat(outcome(List.of(REGISTERED), confidential(null, 8L, "elsewhere")))
                .isEqualTo(List.of(registered(2, "client", 8, "elsewhere")));
    }

    @Test
    void security12GoingBackToTheFirstDestinationsDemandsItOnceMore() {
        var moved = registered(2, "client", 8, "elsewhere");

        assertThat(outcome(List.of(REGISTERED, moved), confidential(null, null, "here")))
                .isEqualTo("client_secret.required");
    }

    @Test
    void anotherClientIdNeedsItsOwnSecret() {
        assertThat(outcome(List.of(REGISTERED), confidential("other", null, "here")))
                .isEqualTo("client_secret.required");
    }

    @Test
    void aPublicClientFollowsItsService() {
        var open = registered(1, "client", 0, "here");

        assertThat(outcome(List.of(open), open("client", "here"))).isEqualTo(List.of());
        assertThat(outcome(List.of(open), open(null, "elsewhere")))
                .isEqualTo(List.of(registered(2, "client", 0, "elsewhere")));
    }

    @Test
    void aClientThatStopsBeingPublicNeedsASecret() {
        var open = registered(1, "client", 0, "here");

        assertThat(outcome(List.of(open), confidential(null, null, "here")))
                .isEqualTo("client_secret.required");
    }

    @Test
    void aClientThatBecomesPublicLosesItsSecret() {
        assertThat(outcome(List.of(REGISTERED), open(null, "here")))
                .isEqualTo(List.of(registered(2, "client", 0, "here")));
    }

    @Test
    void security12TheSecretGivenForAnIssuerFollowsToWhatItsMetadataTells() {
        assertThat(outcome(List.of(REGISTERED), lead("here", "found")))
                .isEqualTo(List.of(registered(2, "client", 7, "found")));
    }

    @Test
    void security12ASecretGivenForElsewhereFollowsNothing() {
        assertThat(outcome(List.of(REGISTERED), lead("elsewhere", "found"))).isEqualTo(List.of());
        assertThat(outcome(List.of(), lead("here", "found"))).isEqualTo(List.of());
    }

    @Test
    void security12DiscoveringAnewDemandsTheSecretAgain() {
        var led = registered(2, "client", 7, "found");

        assertThat(outcome(List.of(REGISTERED, led), confidential(null, null, "here")))
                .isEqualTo("client_secret.required");
        assertThat(outcome(List.of(REGISTERED, led), lead("here", "found anew")))
                .isEqualTo(List.of());
    }

    private Object outcome(List<ClientEvent> past, ClientCommand command) {
        var state = decider.initial();
        for (var event : past) {
            state = decider.evolve(state, event);
        }
        try {
            return decider.decide(state, command);
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }

    private static RegisterClient confidential(
            @Nullable String clientId, @Nullable Long vaultVersion, String destinations) {
        return command(true, clientId, vaultVersion, destinations);
    }

    private static LeadClient lead(String from, String destinations) {
        return new LeadClient(
                new RegistrationId("reg_1"),
                new ServiceId("svc_1"),
                from,
                destinations,
                Instant.EPOCH);
    }

    private static RegisterClient open(@Nullable String clientId, String destinations) {
        return command(false, clientId, null, destinations);
    }

    private static RegisterClient command(
            boolean confidential,
            @Nullable String clientId,
            @Nullable Long vaultVersion,
            String destinations) {
        return new RegisterClient(
                new RegistrationId("reg_1"),
                new ServiceId("svc_1"),
                confidential,
                clientId,
                vaultVersion,
                destinations,
                Instant.EPOCH);
    }

    private static ClientRegistered registered(
            int version, String clientId, long vaultVersion, String destinations) {
        return new ClientRegistered(
                "reg_1", "svc_1", version, clientId, vaultVersion, destinations);
    }
}
