package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator sees on {@code /metrics}. */
@ExtendWith({SharedHouse.class, OutputCaptureExtension.class})
class MetersTest {

    @Test
    void commandsQueriesAndTheDatabaseAreTimedWithoutAWarning(House house, CapturedOutput output)
            throws Exception {
        var client = house.as("who is measured");
        var connection = Steps.create(client, "Contacts");
        Steps.create(client, "More contacts");
        client.post(
                        "/v1/reuse-lookup",
                        Map.of("service", "sandbox", "scopes", new String[] {"contacts.read"}))
                .expect(200);
        client.patch("/v1/connections/" + connection, Map.of("name", "Renamed")).expect(200);

        assertThat(metrics(house))
                .contains("commandBus_successTimer_seconds_count{payloadType=\"RenameConnection\"}")
                .contains("queryBus_successTimer_seconds_count{payloadType=\"FindReusable\"}")
                .contains("mongodb_driver_commands_seconds_count{")
                .contains("http_server_requests_seconds_count{")
                .doesNotContain(connection, "who is measured");
        assertThat(output.getOut()).doesNotContain("already registered");
    }

    private static String metrics(House house) throws Exception {
        var port = house.server().getEnvironment().getRequiredProperty("local.management.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
