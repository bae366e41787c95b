package dev.mooring.faults;

import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.time.Duration;
import java.util.Random;

/** What can befall the primary. Each returns once it is done; the set is healed afterwards. */
enum Breakage {
    /** It gives way in good order. */
    STEP_DOWN {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.stepDown();
        }
    },
    /** {@code kill -9}. */
    KILL {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.killPrimary();
        }
    },
    /** SIGSTOP, past the election. */
    STOP {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.awaitPrimary().pause();
        }
    },
    /** Nobody reaches it, while it reaches the others; what was under way arrives later. */
    CUT {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.relayOf(set.awaitPrimary()).cut();
        }
    },
    /** Nobody reaches it, and it reaches nobody. */
    CUT_BOTH_WAYS {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.cutFromAll(set.awaitPrimary());
        }
    },
    /** It and the others do not reach each other, while clients reach it: what it takes is void. */
    CUT_FROM_MEMBERS {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.cutFromOthers(set.awaitPrimary());
        }
    },
    /** Its answers to insertions come late, some after their callers have given up. */
    LATE {
        @Override
        void happen(ReplicaSet set, Random random) throws InterruptedException {
            var relay = set.relayOf(set.awaitPrimary());
            relay.answerLate(Duration.ofMillis(random.nextInt(50, 6000)));
            Thread.sleep(random.nextInt(500, 7000));
            relay.mend();
        }
    },
    /** The next few answers to insertions are lost. */
    LOSE {
        @Override
        void happen(ReplicaSet set, Random random) {
            set.relayOf(set.awaitPrimary()).loseAnswers(random.nextInt(1, 6));
        }
    };

    abstract void happen(ReplicaSet set, Random random) throws InterruptedException;
}
