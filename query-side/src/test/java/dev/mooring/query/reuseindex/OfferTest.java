package dev.mooring.query.reuseindex;

import static dev.mooring.query.Happened.FINGERPRINT;
import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Happened.granted;
import static dev.mooring.query.Happened.mapped;
import static dev.mooring.query.Happened.unmapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.query.Happened;
import dev.mooring.query.MemoryDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferTest {

    private final Story story =
            new Story()
                    .then(created("con_drive", "My Drive"))
                    .then(granted("aut_1", "Work"), mapped("aut_1", "con_drive"));

    @Test
    void anAuthorizationInEffectIsOfferedByItsAccountName() {
        assertThat(offered())
                .containsExactly(new Offer.Offered("aut_1", "Work", Story.START, List.of()));
    }

    @Test
    void oneThatTheServiceRefusesIsOfferedAgainOnlyAfterItRecovered() {
        story.then(new ReauthorizationNeeded("aut_1", "invalid_grant", 1));
        assertThat(offered()).isEmpty();

        story.then(new AuthorizationRecovered("aut_1", 2));
        assertThat(offered()).hasSize(1);
    }

    @Test
    void aRevokedOneIsOfferedNoMore() {
        story.then(new AuthorizationRevoked("aut_1"));

        assertThat(offered()).isEmpty();
    }

    @Test
    void oneThatItsLastConnectionLeftIsOfferedNoMoreEvenBeforeItIsRetired() {
        story.then(unmapped("aut_1", "con_drive"));
        assertThat(offered()).isEmpty();

        story.then(new AuthorizationRetired("aut_1"));
        assertThat(offered()).isEmpty();
    }

    @Test
    void aNamelessOneIsOfferedByItsConnectionsUntilItGetsAName() {
        story.then(granted("aut_old", null), mapped("aut_old", "con_drive"));
        assertThat(offered())
                .filteredOn(it -> it.authorization().equals("aut_old"))
                .singleElement()
                .satisfies(it -> assertThat(it.connections()).containsExactly("con_drive"));

        story.then(new AccountNamed("aut_old", Happened.USER, "Family"));
        assertThat(offered())
                .filteredOn(it -> it.authorization().equals("aut_old"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.accountName()).isEqualTo("Family");
                    assertThat(it.connections()).isEmpty();
                });
    }

    @Test
    void theNewestComesFirst() {
        story.later(Duration.ofDays(1)).then(granted("aut_2", "Home"), mapped("aut_2", "con_b"));

        assertThat(offered())
                .extracting(Offer.Offered::authorization)
                .containsExactly("aut_2", "aut_1");
    }

    private List<Offer.Offered> offered() {
        var documents = new MemoryDocuments();
        new Projector(ReuseIndex.MODEL, documents).handle(story.events());
        return documents.get(Offer.KIND, FINGERPRINT).authorizations();
    }
}
