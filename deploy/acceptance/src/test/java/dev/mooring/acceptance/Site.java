package dev.mooring.acceptance;

import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.process.Packaged;
import dev.mooring.acceptance.process.SandboxProcess;
import dev.mooring.acceptance.process.ServerProcess;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One server, a sandbox beside it, and its administrator as a client. */
record Site(ServerProcess server, SandboxProcess sandbox, ApiClient admin)
        implements AutoCloseable {

    /** Starts both at once, with the embedded database, and returns when both answer. */
    static Site start(String name) {
        return start(name, UnaryOperator.identity());
    }

    /** The same, with more settings for the server. */
    static Site start(String name, UnaryOperator<ServerProcess.Settings> settings) {
        var folder = Packaged.folder(name);
        var sandbox = SandboxProcess.launch(folder, Map.of());
        var server = settings.apply(ServerProcess.in(folder).beside(sandbox)).launch();
        try {
            sandbox.awaitReady();
            server.awaitReady();
        } catch (RuntimeException e) {
            server.close();
            sandbox.close();
            throw e;
        }
        return new Site(server, sandbox, ApiClient.of(server.url(""), server.adminToken()));
    }

    /** The administrator's key, used for this user. */
    ApiClient as(String user) {
        return admin.as(user);
    }

    @Override
    public void close() {
        server.close();
        sandbox.close();
    }
}
