package dev.mooring.eventlog.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Time and chance. Of all that could happen next a seed picks one: an actor goes on, a message
 * arrives, a member of the database does the next part of its work. The same seed picks the same.
 */
public final class World {

    /** Enough for any schedule that ends; one that does not is a failure. */
    private static final int STEPS = 100_000;

    private static final int LONGEST_STEP_NS = 200_000;

    private final Random random;
    private final boolean tracing;
    private final List<Choice> choices = new ArrayList<>();
    private final List<Choice> ready = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private Actor current;
    private long now = 1;
    private int steps;
    private long fingerprint;

    /** Something that may come next. */
    interface Choice {

        boolean isReady(long now);

        /**
         * When it is ready at the latest, whatever else happens; the maximum where it may never.
         */
        long readyAt();

        void happen();

        default boolean isOver() {
            return false;
        }

        /** Whether it is there for good, rather than something that is still to come. */
        default boolean isStanding() {
            return true;
        }
    }

    public World(long seed, boolean tracing) {
        this.random = new Random(seed);
        this.tracing = tracing;
    }

    public Random random() {
        return random;
    }

    /** Whether something that happens with this probability happens now. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From nothing to so much, ns. */
    public long upTo(long longest) {
        return longest <= 0 ? 0 : random.nextLong(longest);
    }

    /** ns. */
    public long now() {
        return now;
    }

    /** The actor that runs. */
    public Actor current() {
        return current;
    }

    /** A number that differs where two runs do. */
    public long fingerprint() {
        return fingerprint;
    }

    public Actor start(String name, Runnable body) {
        var actor = new Actor(this, name, body);
        choices.add(actor);
        actor.start();
        return actor;
    }

    /** Has something happen once, so many ns from now or later. */
    public void after(long delay, String what, Runnable action) {
        choices.add(new Once(now + delay, what, action));
    }

    /** Has something happen once, after something else has come true. */
    void when(BooleanSupplier condition, String what, Runnable action) {
        choices.add(new When(condition, what, action, false));
    }

    /** Has something happen again and again, whenever it can. */
    public void whenever(BooleanSupplier condition, String what, Runnable action) {
        choices.add(new When(condition, what, action, true));
    }

    /** Lets the running actor wait. */
    public void await(BooleanSupplier condition, long time) {
        current.await(condition, time);
    }

    public void sleep(long duration) {
        current.await(() -> false, now + duration);
    }

    public void note(Supplier<String> what) {
        if (tracing) {
            trace.add(now / 1_000 + "µs " + what.get());
        }
    }

    public List<String> trace() {
        return trace;
    }

    /** Lets things happen until a condition holds. */
    public void runUntil(BooleanSupplier end) {
        while (!end.getAsBoolean()) {
            if (steps++ > STEPS) {
                throw new EndlessException();
            }
            step();
        }
    }

    /** Whether nothing is on its way any more. */
    public boolean isCalm() {
        return choices.stream().allMatch(Choice::isStanding);
    }

    /** Ends all that still runs. */
    public void end() {
        for (var choice : List.copyOf(choices)) {
            if (choice instanceof Actor actor) {
                actor.kill();
            }
        }
    }

    void handTo(Actor actor, Semaphore turn) {
        var before = current;
        current = actor;
        turn.release();
        back.acquireUninterruptibly();
        current = before;
    }

    void yieldTo(Actor actor) {
        back.release();
    }

    private void step() {
        ready.clear();
        long next = Long.MAX_VALUE;
        for (var choice : choices) {
            if (choice.isReady(now)) {
                ready.add(choice);
            } else {
                next = Math.min(next, choice.readyAt());
            }
        }
        if (ready.isEmpty()) {
            if (next == Long.MAX_VALUE) {
                throw new IllegalStateException("nothing can happen any more");
            }
            now = Math.max(now, next);
            return;
        }
        var choice = ready.get(random.nextInt(ready.size()));
        now += 1 + random.nextInt(LONGEST_STEP_NS);
        fingerprint = fingerprint * 31 + now + choice.toString().hashCode();
        note(choice::toString);
        choice.happen();
        choices.removeIf(Choice::isOver);
    }

    private static final class Once implements Choice {

        private final long at;
        private final String what;
        private final Runnable action;
        private boolean over;

        private Once(long at, String what, Runnable action) {
            this.at = at;
            this.what = what;
            this.action = action;
        }

        @Override
        public boolean isReady(long now) {
            return now >= at;
        }

        @Override
        public long readyAt() {
            return at;
        }

        @Override
        public void happen() {
            over = true;
            action.run();
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public boolean isStanding() {
            return false;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static final class When implements Choice {

        private final BooleanSupplier condition;
        private final String what;
        private final Runnable action;
        private final boolean again;
        private boolean over;

        private When(BooleanSupplier condition, String what, Runnable action, boolean again) {
            this.condition = condition;
            this.what = what;
            this.action = action;
            this.again = again;
        }

        @Override
        public boolean isReady(long now) {
            return !over && condition.getAsBoolean();
        }

        @Override
        public long readyAt() {
            return Long.MAX_VALUE;
        }

        @Override
        public void happen() {
            over = !again;
            action.run();
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public boolean isStanding() {
            return again;
        }

        @Override
        public String toString() {
            return what;
        }
    }
}
