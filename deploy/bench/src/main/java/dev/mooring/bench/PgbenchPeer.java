package dev.mooring.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.bench.Callers.Done;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own load generator, which inserts into a table that is unique by stream and
 * sequence: what the database itself can do, without Java or Axon.
 */
final class PgbenchPeer implements Peer {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("actually processed: ([0-9]+)");

    private final Postgres postgres;
    private final Path script;
    private int runs;

    private PgbenchPeer(Postgres postgres, Path script) {
        this.postgres = postgres;
        this.script = script;
    }

    /**
     * @param bytes of a row's payload
     */
    static PgbenchPeer on(Postgres postgres, int bytes) throws Exception {
        postgres.execute(
                "CREATE TABLE events (position bigserial PRIMARY KEY, stream text NOT NULL, seq"
                        + " bigint NOT NULL, payload bytea NOT NULL, UNIQUE (stream, seq))");
        // A hexadecimal digit is half a byte.
        var payload = ("%0" + 2 * bytes + "d").formatted(7);
        var script = Files.createTempFile("mooring", ".pgbench");
        Files.writeString(
                script,
                """
                \\set seq :seq + 1
                INSERT INTO events (stream, seq, payload)
                VALUES ('con_7e5e0b10a36c25829a0a72103c7d54146c884060-' || :run || '-' || :client_id, :seq, '\\x%s');
                """
                        .formatted(payload));
        return new PgbenchPeer(postgres, script);
    }

    @Override
    public String name() {
        return "pgbench, " + postgres.version();
    }

    @Override
    public String setUp() {
        return "an insertion with `UNIQUE (stream, seq)` and a payload of as many bytes as the log's"
                + " events, prepared, two threads, a connection for each caller, time to connect"
                + " not counted; the same PostgreSQL";
    }

    /** Tells no percentiles. Measures whole seconds. */
    @Override
    public Done append(int callers, Duration time) throws Exception {
        runs++;
        var process =
                new ProcessBuilder(
                                List.of(
                                        postgres.program("pgbench"),
                                        "--host=127.0.0.1",
                                        "--port=" + postgres.port(),
                                        "--username=postgres",
                                        "--no-vacuum",
                                        "--protocol=prepared",
                                        "--client=" + callers,
                                        "--jobs=" + Math.min(2, callers),
                                        "--time=" + Math.max(1, time.toSeconds()),
                                        "--define=seq=0",
                                        "--define=run=" + runs,
                                        "--file=" + script,
                                        "postgres"))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pgbench failed: " + said);
        }
        var count = (int) number(COUNT, said);
        var seconds = count / number(TPS, said);
        return new Done(count, Duration.ofNanos((long) (seconds * 1e9)), Double.NaN, Double.NaN);
    }

    @Override
    public void close() throws Exception {
        Files.delete(script);
        postgres.execute("DROP TABLE events");
    }

    private static double number(Pattern pattern, String said) {
        var found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("pgbench did not say " + pattern + ": " + said);
        }
        return Double.parseDouble(found.group(1));
    }
}
