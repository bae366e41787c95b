package dev.mooring.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** How long the packaged server with its embedded database takes to be ready. */
final class StartBenchmark {

    private static final int COUNTED = 5;

    private final Setting setting;

    StartBenchmark(Setting setting) {
        this.setting = setting;
    }

    /** In seconds and MB. */
    private record Start(double took, double resident) {}

    private record Round(Start first, Start again) {}

    void run(Report report) throws Exception {
        report.section("Start to ready");
        report.say(
                ("From the start of the JVM until `/readyz` answers 200, embedded database, flags of"
                                + " `deploy/run` (`-XX:TieredStopAtLevel=1 -XX:+UseSerialGC`), packaged jar; resident"
                                + " memory then. Medians of %d rounds after one that does not count.")
                        .formatted(COUNTED));
        report.columns("what", "seconds", "lowest–highest", "resident MB");
        round();
        var rounds = Rounds.cold(COUNTED, this::round);
        report.row(
                "first start, no data",
                rounds.median(round -> round.first.took),
                rounds.range(round -> round.first.took),
                rounds.median(round -> round.first.resident));
        report.row(
                "start again",
                rounds.median(round -> round.again.took),
                rounds.range(round -> round.again.took),
                rounds.median(round -> round.again.resident));
    }

    private Round round() throws Exception {
        var folder = Files.createTempDirectory(setting.work(), "start");
        return new Round(start(folder), start(folder));
    }

    private Start start(Path folder) throws Exception {
        try (var server = Server.start(setting.jar(), folder, null, Server.AS_DEPLOY_RUN)) {
            return new Start(server.startUp().toMillis() / 1e3, server.residentMegabytes());
        }
    }
}
