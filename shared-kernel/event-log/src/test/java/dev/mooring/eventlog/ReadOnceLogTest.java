package dev.mooring.eventlog;

import static dev.mooring.eventlog.sample.Samples.commit;
import static dev.mooring.eventlog.sample.Samples.made;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.language.CommandId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadOnceLogTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog another = mongo.open();
    private final List<String> reads = new ArrayList<>();
    private final EventLog log = new ReadOnceLog(counting(another));

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void onePieceOfWorkReadsAnAggregateOnceAndTheNextReadsItAnew() {
        another.append(commit(new NewEvent(0, made("t1"))));

        once(() -> {
            assertThat(sequences("t1", 0)).containsExactly(0L);
            assertThat(sequences("t1", 0)).containsExactly(0L);
        });
        assertThat(reads).containsExactly("t1");

        another.append(used("t1", 1, 1));
        once(() -> assertThat(sequences("t1", 0)).containsExactly(0L, 1L));
        assertThat(reads).containsExactly("t1", "t1");
    }

    @Test
    void withoutAPieceOfWorkEveryReadIsOne() {
        sequences("t1", 0);
        sequences("t1", 0);

        assertThat(reads).containsExactly("t1", "t1");
    }

    @Test
    void workWithinWorkIsPartOfIt() {
        once(() -> {
            sequences("t1", 0);
            once(() -> sequences("t1", 0));
        });

        assertThat(reads).containsExactly("t1");
    }

    @Test
    void whatItAppendsIsAddedToWhatItHadRead() {
        another.append(commit(new NewEvent(0, made("t1"))));

        once(() -> {
            sequences("t1", 0);
            sequences("t2", 0);
            log.append(used("t1", 1, 2));
            log.append(commit(new NewEvent(0, made("t2"))));
            assertThat(log.readAggregate("t1", 0)).isEqualTo(another.readAggregate("t1", 0));
            assertThat(log.readAggregate("t2", 0)).isEqualTo(another.readAggregate("t2", 0));
        });

        assertThat(reads).containsExactly("t1", "t2");
    }

    @Test
    void aPartOfAnAggregateIsAPartOfWhatWasRead() {
        another.append(used("t1", 0, 3));

        once(() -> {
            assertThat(sequences("t1", 2)).containsExactly(2L);
            assertThat(sequences("t1", 1)).containsExactly(1L, 2L);
            assertThat(sequences("t1", 5)).isEmpty();
        });

        assertThat(reads).containsExactly("t1");
    }

    @Test
    void afterAConflictEverythingIsReadAnew() {
        another.append(commit(new NewEvent(0, made("t1"))));

        once(() -> {
            sequences("t1", 0);
            sequences("t2", 0);
            another.append(used("t1", 1, 1));
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> log.append(used("t1", 1, 1)));
            assertThat(sequences("t1", 0)).containsExactly(0L, 1L);
            sequences("t2", 0);
        });

        assertThat(reads).containsExactly("t1", "t2", "t1", "t2");
    }

    @Test
    void aCommitThatWasThereBeforeMakesItReadAnew() {
        var id = CommandId.random();

        once(() -> {
            sequences("t1", 0);
            another.append(commit(id, new NewEvent(0, made("t1"))));
            assertThat(log.append(commit(id, new NewEvent(0, made("t1")))).repeated()).isTrue();
            assertThat(sequences("t1", 0)).containsExactly(0L);
        });
    }

    @Test
    void aCommitThatIsFoundMakesItReadItsAggregatesAnew() {
        var id = CommandId.random();

        once(() -> {
            sequences("t1", 0);
            sequences("t2", 0);
            another.append(commit(id, new NewEvent(0, made("t1"))));
            assertThat(log.find(id)).isPresent();
            assertThat(sequences("t1", 0)).containsExactly(0L);
            sequences("t2", 0);
        });

        assertThat(reads).containsExactly("t1", "t2", "t1");
    }

    private static void once(Runnable work) {
        ReadOnceLog.once(() -> {
            work.run();
            return "";
        });
    }

    private List<Long> sequences(String aggregate, long from) {
        return log.readAggregate(aggregate, from).stream().map(RecordedEvent::sequence).toList();
    }

    private EventLog counting(EventLog counted) {
        return (EventLog)
                Proxy.newProxyInstance(
                        EventLog.class.getClassLoader(),
                        new Class<?>[] {EventLog.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("readAggregate")) {
                                reads.add((String) arguments[0]);
                            }
                            try {
                                return method.invoke(counted, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
