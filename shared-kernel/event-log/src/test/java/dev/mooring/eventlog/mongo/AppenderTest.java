package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Eventually.eventually;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppenderTest {

    private final CommitCodec codec =
            new CommitCodec(new Payloads(ThingEvent.TYPES, MemoryKeys.fresh(), stored -> stored));
    private final StoppedTime timing = new StoppedTime();
    private final Sink sink = new Sink();
    private final Appender appender = new Appender(sink, Duration.ofSeconds(30), timing);
    private final java.util.concurrent.ExecutorService threads =
            Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        sink.room.release(1000);
        timing.release.countDown();
        threads.shutdownNow();
    }

    @Test
    void aSingleCallerWritesAtOnceOnHisOwnThread() {
        sink.room.release(3);

        for (int i = 0; i < 3; i++) {
            appender.append(commit());
        }

        assertThat(sink.batches).containsExactly(1, 1, 1);
        assertThat(sink.writers).containsOnly(Thread.currentThread());
        assertThat(timing.lingered).isZero();
    }

    @Test
    void whoComesWhileABatchIsInFlightGoesWithTheNext() throws Exception {
        var callers = append(9);
        sink.room.release(2);

        finish(callers);

        assertThat(sink.batches).containsExactly(1, 8);
    }

    @Test
    void theWriterWaitsForAsManyAsWereAnsweredLast() throws Exception {
        var callers = append(9);
        sink.room.release(2);
        finish(callers);

        var first = threads.submit(() -> appender.append(commit()));
        eventually(() -> timing.lingered == 1);
        assertThat(sink.batches).hasSize(2);
        sink.room.release(1);
        var others =
                IntStream.range(0, 7)
                        .<Future<?>>mapToObj(i -> threads.submit(() -> appender.append(commit())))
                        .toList();
        finish(others);
        first.get();

        assertThat(sink.batches).containsExactly(1, 8, 8);
    }

    @Test
    void nobodyIsWaitedForLongerThanAMillisecondAfterTheLastAnswer() throws Exception {
        var callers = append(9);
        sink.room.release(3);
        finish(callers);
        timing.now += Duration.ofMillis(1).toNanos();

        appender.append(commit());

        assertThat(sink.batches).containsExactly(1, 8, 1);
        assertThat(timing.lingered).isZero();
    }

    @Test
    void whatAnotherNodeSendsGoesAsOneWithTheNextBatch() throws Exception {
        var callers = append(3);
        var foreign =
                threads.submit(() -> appender.appendFor(List.of(commit(), commit(), commit())));
        eventually(() -> sink.arrived == 1 && timing.waiting() == 3);
        timing.impatient = true;
        sink.room.release(2);
        finish(callers);

        assertThat(foreign.get())
                .hasSize(3)
                .allSatisfy(end -> assertThat(end).isInstanceOf(Written.class));
        assertThat(sink.batches).containsExactly(1, 5);
    }

    /** Its way is longer than a millisecond, and a batch of both costs little more than of one. */
    @Test
    void forWhatAnotherNodeSendsTheWriterWaitsAsLongAsTheLastBatchTook() throws Exception {
        var callers = append(3);
        var foreign = threads.submit(() -> appender.appendFor(List.of(commit(), commit())));
        eventually(() -> timing.waiting() == 3);
        timing.impatient = true;
        sink.takes = Duration.ofMillis(8);
        sink.room.release(3);
        finish(callers);
        foreign.get();
        timing.impatient = false;
        int before = timing.lingered;

        timing.now += Duration.ofMillis(7).toNanos();
        var own = threads.submit(() -> appender.append(commit()));
        eventually(() -> timing.lingered == before + 1);
        assertThat(sink.batches).containsExactly(1, 4);
        appender.appendFor(List.of(commit(), commit(), commit()));
        own.get();

        assertThat(sink.batches).containsExactly(1, 4, 4);
    }

    @Test
    void anotherNodeIsWaitedForNoLongerThanThat() throws Exception {
        var foreign = threads.submit(() -> appender.appendFor(List.of(commit(), commit())));
        sink.takes = Duration.ofMillis(8);
        sink.room.release(2);
        foreign.get();
        timing.now += Duration.ofMillis(8).toNanos();

        appender.append(commit());

        assertThat(sink.batches).containsExactly(2, 1);
        assertThat(timing.lingered).isZero();
    }

    @Test
    void whatASinkThrowsEndsAllOfItsBatchAndTheNextGoesOn() throws Exception {
        sink.failure = LogUnavailableException.notWritten(null);
        var callers = append(3);
        sink.room.release(2);

        for (var caller : callers) {
            assertThatThrownBy(caller::get).hasCauseInstanceOf(LogUnavailableException.class);
        }
        sink.failure = null;
        timing.now += Duration.ofMillis(1).toNanos();
        sink.room.release(1);
        assertThat(appender.append(commit())).isNotNull();
    }

    /** One of them is writing and the others wait. */
    private List<Future<?>> append(int callers) {
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < callers; i++) {
            all.add(threads.submit(() -> appender.append(commit())));
        }
        eventually(() -> sink.arrived == 1 && timing.waiting() == callers - 1);
        return all;
    }

    private static void finish(List<Future<?>> callers) throws Exception {
        for (var caller : callers) {
            caller.get();
        }
    }

    private SealedCommit commit() {
        return codec.seal(used("thing", 0, 1));
    }

    /** Writes a batch whenever there is room for one. */
    private final class Sink implements BatchSink {

        private final Semaphore room = new Semaphore(0);
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final List<Thread> writers = new CopyOnWriteArrayList<>();
        private volatile int arrived;
        private volatile RuntimeException failure;
        private volatile Duration takes = Duration.ZERO;

        @Override
        public void write(List<Pending> batch) {
            arrived++;
            room.acquireUninterruptibly();
            timing.now += takes.toNanos();
            batches.add(batch.size());
            writers.add(Thread.currentThread());
            if (failure != null) {
                throw failure;
            }
            batch.forEach(pending ->
                    pending.end(
                            new Written(
                                    CommitDocument.inSlot(
                                            pending.commit, 1, 1, Samples.AT, Hash.NONE),
                                    false)));
        }
    }

    /** Time that a batch alone takes, and in which whoever lingers may give up at once. */
    private static final class StoppedTime implements Timing {

        private final CountDownLatch release = new CountDownLatch(1);
        private final java.util.Set<CompletableFuture<?>> waiting =
                java.util.concurrent.ConcurrentHashMap.newKeySet();
        private volatile long now;
        private volatile int lingered;
        private volatile boolean impatient;

        int waiting() {
            return (int) waiting.stream().filter(future -> !future.isDone()).count();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("nobody sleeps here");
        }

        @Override
        public <T> T await(CompletableFuture<T> future, Duration atMost)
                throws InterruptedException, TimeoutException {
            if (atMost.compareTo(Duration.ofMillis(10)) <= 0) {
                lingered++;
                if (impatient) {
                    throw new TimeoutException();
                }
            } else {
                waiting.add(future);
            }
            return SYSTEM.await(future, Duration.ofSeconds(30));
        }
    }
}
