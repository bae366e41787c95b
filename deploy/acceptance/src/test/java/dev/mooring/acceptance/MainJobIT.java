package dev.mooring.acceptance;

import dev.mooring.acceptance.browser.Browser;
import dev.mooring.acceptance.browser.InChromium;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.SandboxProcess;
import dev.mooring.acceptance.process.ServerProcess;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The main job on one server with its embedded database. */
@InChromium
class MainJobIT {

    @Test
    void theMainJobIsDone(Browser browser) {
        var folder = Packaged.folder("main-job");
        try (var sandbox = SandboxProcess.launch(folder, Map.of());
                var server = ServerProcess.in(folder).beside(sandbox).launch()) {
            sandbox.awaitReady();
            server.awaitReady();
            job(server, sandbox, browser, () -> {}).isDone();
        }
    }

    @Test
    void theMainJobIsDoneThoughTheServerIsKilledBetweenEveryTwoSteps(Browser browser) {
        var folder = Packaged.folder("main-job-amid-kills");
        try (var sandbox = SandboxProcess.launch(folder, Map.of());
                var server = ServerProcess.in(folder).beside(sandbox).launch()) {
            sandbox.awaitReady();
            server.awaitReady();
            job(
                            server,
                            sandbox,
                            browser,
                            () -> {
                                server.kill();
                                server.startAgain();
                            })
                    .isDone();
        }
    }

    private static MainJob job(
            ServerProcess server, SandboxProcess sandbox, Browser browser, Runnable between) {
        return new MainJob(
                ApiClient.of(url(server), server.adminToken()).as("someone@workspace.example"),
                browser,
                new ServiceApi(sandbox.url("/api/contacts")),
                between);
    }

    private static URI url(ServerProcess server) {
        return server.url("");
    }
}
