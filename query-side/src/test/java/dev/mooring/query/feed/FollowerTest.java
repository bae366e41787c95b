package dev.mooring.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.stream.Line;
import dev.mooring.query.Story;
import dev.mooring.query.connectionlist.CardAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;

/** A follower who is slow, away, or both. */
class FollowerTest {

    private final Outbox outbox = new Outbox();
    private final Interest all = new Interest(Story.WORKSPACE, null, null);

    @Test
    void whatWasToldIsNotToldAgain() {
        var follower = new Follower(all, outbox, 5, false);

        hear(follower, 4, 5, 6, 6, 7);

        assertThat(outbox.ids()).containsExactly("6", "7");
    }

    @Test
    void newsOfOneEventHaveItsPositionOnTheLastOfThemOnly() {
        var follower = new Follower(all, outbox, 0, false);

        follower.hear(news(1, false));
        follower.hear(news(1, true));

        assertThat(outbox.ids()).containsExactly(null, "1");
    }

    @Test
    void oneForWhomThereIsNoRoomIsToldToQueryAgainAndHearsFromThereOn() {
        var follower = new Follower(all, outbox, 0, false);
        outbox.room = 2;

        hear(follower, 1, 2, 3, 4);
        follower.own(4);
        assertThat(outbox.ids()).containsExactly("1", "2");

        outbox.room = 100;
        follower.own(4);
        hear(follower, 5);
        assertThat(outbox.ids()).containsExactly("1", "2", "4", "5");
        assertThat(outbox.told.get(2).event()).isEqualTo("reset");
    }

    @Test
    void whatComesWhileHeIsCaughtUpWaits() {
        var follower = new Follower(all, outbox, 3, true);

        hear(follower, 4, 5);
        follower.catchUp(news(2, true));
        follower.catchUp(news(3, true));
        follower.caughtUp(3);
        hear(follower, 6);

        assertThat(outbox.ids()).containsExactly("2", "3", "4", "5", "6");
    }

    @Test
    void whatWaitsIsBounded() {
        var follower = new Follower(all, outbox, 0, true);

        for (int i = 1; i <= 1000; i++) {
            hear(follower, i);
        }
        follower.caughtUp(0);
        follower.own(1000);

        assertThat(outbox.told).hasSize(1);
        assertThat(outbox.told.getFirst().event()).isEqualTo("reset");
    }

    private static void hear(Follower follower, long... positions) {
        for (var position : positions) {
            follower.hear(news(position, true));
        }
    }

    private static News news(long position, boolean last) {
        var answer =
                new CardAnswer(
                        "con_drive",
                        "drive",
                        "My Drive",
                        new CardAnswer.ServiceAnswer("svc_drive", null),
                        "created",
                        null,
                        null,
                        "ann@example",
                        Instant.EPOCH);
        return new News(position, "connection.renamed", last, null, answer);
    }

    private static final class Outbox implements Line<Object> {

        private final List<ServerSentEvent<Object>> told = new ArrayList<>();
        private int room = 100;

        List<String> ids() {
            return told.stream().map(ServerSentEvent::id).toList();
        }

        @Override
        public boolean tell(ServerSentEvent<Object> event) {
            return told.size() < room && told.add(event);
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public void end() {}

        @Override
        public void onEnd(Runnable callback) {}
    }
}
