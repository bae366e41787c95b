package dev.mooring.query.connectionlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.query.MemoryDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.RandomHistory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cards of random histories against what has naively become of each connection. */
class ConnectionListOracleTest {

    @Test
    void everyCardShowsWhatBecameOfItsConnection() {
        for (long seed = 0; seed < 100; seed++) {
            var history = new RandomHistory(seed, 200);
            var documents = new MemoryDocuments();
            new Projector(ConnectionList.MODEL, documents).handle(history.story.events());

            for (var expected : history.connections.values()) {
                var card = documents.get(Card.KIND, expected.id);
                var what = "seed %d, %s".formatted(seed, expected.id);
                for (var seconds : new int[] {0, 45, 90, 3600}) {
                    var now = history.story.now().plus(Duration.ofSeconds(seconds));
                    assertThat(card.shownAt(now).status().text())
                            .as(what)
                            .isEqualTo(expected.statusAt(now));
                }
                assertThat(card.connection().name()).as(what).isEqualTo(expected.name);
                assertThat(card.applications())
                        .as(what)
                        .containsExactlyElementsOf(expected.applications);
                assertThat(card.deleted()).as(what).isEqualTo(expected.deleted);
                var grant = expected.authorization;
                assertThat(card.grant() == null ? null : card.grant().accountName())
                        .as(what)
                        .isEqualTo(grant == null ? null : grant.accountName);
            }
        }
    }
}
