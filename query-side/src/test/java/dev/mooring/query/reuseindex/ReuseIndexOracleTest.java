package dev.mooring.query.reuseindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.query.MemoryDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.RandomHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Offers of random histories against what is naively in effect. */
class ReuseIndexOracleTest {

    @Test
    void whatIsInEffectIsOfferedAndNothingElse() {
        for (long seed = 0; seed < 100; seed++) {
            var history = new RandomHistory(seed, 200);
            var documents = new MemoryDocuments();
            new Projector(ReuseIndex.MODEL, documents).handle(history.story.events());

            for (var connection : history.connections.values()) {
                var offer = documents.get(Offer.KIND, connection.fingerprint);
                var expected =
                        history.authorizations.values().stream()
                                .filter(it -> it.fingerprint.equals(connection.fingerprint))
                                .filter(RandomHistory.Authorization::inEffect)
                                .toList();
                var what = "seed %d, %s".formatted(seed, connection.id);

                assertThat(offer == null ? List.of() : offer.authorizations())
                        .as(what)
                        .hasSameSizeAs(expected);
                for (var authorization : expected) {
                    assertThat(offer.authorizations())
                            .as(what)
                            .filteredOn(it -> it.authorization().equals(authorization.id))
                            .singleElement()
                            .satisfies(it -> {
                                assertThat(it.accountName()).isEqualTo(authorization.accountName);
                                assertThat(it.connections())
                                        .containsExactlyElementsOf(
                                                authorization.accountName == null
                                                        ? authorization.sharers
                                                        : List.of());
                            });
                }
                assertThat(offer == null ? connection.user : offer.user())
                        .as(what)
                        .isEqualTo(connection.user);
            }
        }
    }
}
