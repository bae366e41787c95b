package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.server.house.House;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who is woken by a server that does not start reads one line, and knows what to do. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailuresTest {

    @TempDir private Path data;

    @Test
    void aFolderInUseByAnotherProcess(CapturedOutput output) {
        try (var another = EmbeddedMongo.open(data.resolve("db"))) {
            assertThat(another.connectionString()).isNotEmpty();
            assertRefused(output, "mooring.data=" + data)
                    .contains("in use by another process", "Stop that one", "mooring.data");
        }
    }

    @ParameterizedTest
    @CsvSource({"server.port", "mooring.management.port"})
    void aPortThatIsTaken(String property, CapturedOutput output) throws Exception {
        try (var another = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = another.getLocalPort();

            assertRefused(output, property + "=" + port)
                    .contains("Port " + port + " is taken", "set " + property + " to another");
        }
    }

    @Test
    void anotherKey(CapturedOutput output) {
        try (var database = EmbeddedMongo.open(data.resolve("db"));
                var client = MongoClients.create(database.connectionString())) {
            KeyRing.open(client.getDatabase("mooring"), new SuppliedKey("kek", key(1)));
        }

        assertRefused(output, "mooring.data=" + data, "mooring.keys.kek=" + key(2))
                .contains("the database is encrypted under", "set mooring.keys.kek to the right");
    }

    @Test
    void whatIsNoKey(CapturedOutput output) {
        assertRefused(output, "mooring.keys.kek=secret")
                .contains("mooring.keys.kek is not a key", "openssl rand")
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseThatDoesNotAnswer(CapturedOutput output) {
        assertRefused(
                        output,
                        "mooring.mongodb.uri=mongodb://ada:hers@127.0.0.1:1/?serverSelectionTimeoutMS=100")
                .contains("No MongoDB answers at 127.0.0.1:1", "mooring.mongodb.uri")
                .doesNotContain("hers");
    }

    @ParameterizedTest
    @CsvSource({
        "mooring.mongodb.uri=localhost, mongodb://",
        "mooring.authorizing.window=PT5M, PT90S at most",
        "mooring.authorizing.window=soon, 'soon'",
        "mooring.outbound.private-ranges=ten, 10.0.0.0/8",
        "server.address=0.0.0.0, server.ssl.bundle",
        "server.port=web, web"
    })
    void aPropertyThatCannotBe(String setting, String remedy, CapturedOutput output) {
        assertRefused(output, setting).contains(setting.replaceFirst("=.*", ""), remedy);
    }

    @Test
    void aFolderThatCannotBeMade(CapturedOutput output) throws Exception {
        var file = Files.createFile(data.resolve("file"));

        assertRefused(output, "mooring.data=" + file)
                .contains(file.toString(), "another folder by mooring.data");
    }

    @Test
    void anAdministratorsKeyThatOthersMayRead(CapturedOutput output) throws Exception {
        var file = Files.writeString(data.resolve("admin-token"), "mooring_a_key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(output, "mooring.data=" + data)
                .contains(file + " is open to others (rw-r--r--)", "chmod 600", "delete it");
    }

    private static AbstractStringAssert<?> assertRefused(
            CapturedOutput output, String... settings) {
        var before = output.getAll().length();

        assertThatThrownBy(() -> House.start(settings).close()).isNotNull();

        var lines = output.getAll().substring(before).lines().toList();
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        var alarming =
                lines.stream()
                        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                        .filter(line -> !line.contains("BACK UP THE KEY FILE"))
                        .toList();
        assertThat(alarming).hasSize(1);
        return assertThat(alarming.getFirst()).contains("The server did not start.");
    }

    private static String key(int of) {
        var bytes = new byte[32];
        bytes[0] = (byte) of;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
