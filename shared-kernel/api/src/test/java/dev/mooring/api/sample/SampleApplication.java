package dev.mooring.api.sample;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiSecret;
import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.KeyDirectory;
import dev.mooring.api.access.StoredKey;
import dev.mooring.api.edge.ApiConfiguration;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.tck.mongo.MemoryMongo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The smallest server that keeps the conventions, with keys for every kind of caller. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ApiConfiguration.class, SampleController.class, WriteController.class})
public class SampleApplication {

    @Bean
    ApiSecret apiSecret() {
        return new ApiSecret(new byte[32]);
    }

    @Bean
    MemoryMongo mongo() {
        return new MemoryMongo();
    }

    @Bean
    MongoDatabase database(MemoryMongo mongo) {
        return mongo.database("sample");
    }

    @Bean
    TestTime clock() {
        return new TestTime();
    }

    @Bean
    TestKeys keys() {
        return new TestKeys();
    }

    @Bean
    TestPositions positions() {
        return new TestPositions();
    }

    /** A clock that tests move. */
    public static final class TestTime implements InstantSource {

        private final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

        @Override
        public Instant instant() {
            return now.get();
        }

        public void pass(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }
    }

    /** A directory that notes on which threads it was asked. */
    public static final class TestKeys implements KeyDirectory {

        private final Map<String, StoredKey> stored = new ConcurrentHashMap<>();
        public final AtomicBoolean askedOnEventLoop = new AtomicBoolean();

        @Override
        public Optional<StoredKey> find(String keyId) {
            if (!Thread.currentThread().isVirtual()) {
                askedOnEventLoop.set(true);
            }
            return Optional.ofNullable(stored.get(keyId));
        }

        /** Stores a key and gives its text. */
        public String add(dev.mooring.api.access.Principal principal, Instant... expiry) {
            var key = ApiKey.generate(principal.id());
            var expiresAt = expiry.length == 0 ? null : expiry[0];
            stored.put(
                    key.id(),
                    new StoredKey(
                            principal, List.of(new StoredKey.Secret(key.sha256(), expiresAt))));
            return key.text();
        }

        /** Adds a second active secret and gives the new key's text. */
        public String rotate(String keyId) {
            var key = ApiKey.generate(keyId);
            var old = stored.get(keyId);
            stored.put(
                    keyId,
                    new StoredKey(
                            old.principal(),
                            List.of(
                                    old.secrets().getFirst(),
                                    new StoredKey.Secret(key.sha256(), null))));
            return key.text();
        }
    }

    /** Read models that are where tests put them. */
    public static final class TestPositions implements Positions {

        private long reached = 7;

        @Override
        public synchronized long reached(String readModel) {
            return reached;
        }

        public synchronized void reach(long position) {
            reached = position;
            notifyAll();
        }

        @Override
        public synchronized long await(String readModel, long position, Duration atMost)
                throws InterruptedException {
            var end = System.nanoTime() + atMost.toNanos();
            while (reached < position) {
                var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
            return reached;
        }
    }
}
