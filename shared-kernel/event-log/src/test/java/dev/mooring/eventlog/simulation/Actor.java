package dev.mooring.eventlog.simulation;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * A thread that runs only when the world lets it, from one wait to the next. Between two waits
 * nobody else runs, so that a seed decides everything.
 */
public final class Actor implements World.Choice {

    private final World world;
    private final Thread thread;
    private final Semaphore turn = new Semaphore(0);
    private BooleanSupplier awaited = () -> true;
    private long until = Long.MAX_VALUE;
    private long frozenUntil;
    private boolean killed;
    private boolean ended;
    private Throwable failure;

    Actor(World world, String name, Runnable body) {
        this.world = world;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    }

    void start() {
        thread.start();
    }

    /** Waits until something holds or a time has come. Called by the actor itself. */
    void await(BooleanSupplier condition, long time) {
        awaited = condition;
        until = time;
        world.yieldTo(this);
        turn.acquireUninterruptibly();
        if (killed) {
            throw new Killed();
        }
    }

    /** As SIGSTOP does: it does not go on before a time, whatever it waits for. */
    public void freeze(long time) {
        frozenUntil = Math.max(frozenUntil, time);
    }

    /** As SIGKILL does. From outside. */
    public void kill() {
        if (!ended) {
            killed = true;
            happen();
        }
    }

    public boolean isEnded() {
        return ended;
    }

    @Override
    public boolean isReady(long now) {
        return !ended && now >= frozenUntil && (now >= until || awaited.getAsBoolean());
    }

    @Override
    public long readyAt() {
        if (ended) {
            return Long.MAX_VALUE;
        }
        return Math.max(frozenUntil, awaited.getAsBoolean() ? 0 : until);
    }

    @Override
    public void happen() {
        world.handTo(this, turn);
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed", failure);
        }
    }

    @Override
    public String toString() {
        return thread.getName();
    }

    private void run(Runnable body) {
        turn.acquireUninterruptibly();
        try {
            if (!killed) {
                body.run();
            }
        } catch (Killed e) {
            // That was the end of it.
        } catch (Throwable e) {
            failure = e;
        } finally {
            ended = true;
            world.yieldTo(this);
        }
    }
}
