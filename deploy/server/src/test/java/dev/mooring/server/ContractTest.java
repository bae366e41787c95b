package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Routes;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients rely on, as golden files, so that a change of it is seen in review. A file is
 * written anew by {@code -Dmooring.golden=write}.
 */
@ExtendWith(SharedHouse.class)
class ContractTest {

    private static final Path GOLDEN = Path.of("../acceptance");
    private static final String NOBODYS = "0000000000000000000000";

    @Test
    void theOpenApiDocumentIsTheReviewedOne(House house) throws Exception {
        var mapper =
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build();
        var document = house.admin().get("/openapi.json").expect(200);
        var here = house.url().toString();
        var text =
                mapper.writeValueAsString(mapper.readValue(document.body(), Map.class))
                        .replace(here, "http://127.0.0.1:8484");
        isGolden("openapi.json", text + "\n");
    }

    /** security.md 23. */
    @Test
    void everyRouteNeedsWhatWasReviewed(House house) throws Exception {
        isGolden("ROUTES.md", "# Routes\n\n" + Routes.markdown(Routes.of(house.server())));
    }

    /** security.md 25: another's id answers as one that there is not. */
    @Test
    void anotherUsersIdAnswersAsAnUnknownOneAtEveryRoute(House house) {
        var owner = house.as("owner");
        var connection = Steps.create(owner, "Hers");
        var attempt =
                Steps.start(owner, connection, "authorize", Map.of("accountName", "Hers"))
                        .text("/attemptId");
        var other = house.as("other");
        Steps.create(other, "His");
        var theirs = Map.of("connection", connection, "attempt", attempt);
        var unknown = Map.of("connection", "con_" + NOBODYS, "attempt", "att_" + NOBODYS);

        var checked = 0;
        for (var route : Routes.of(house.server())) {
            if (!route.path().matches("/v1/.*\\{(connection|attempt)}.*")) {
                continue;
            }
            var foreign = other.send(route.method(), path(route, theirs), BODIES.get(last(route)));
            var nobodys = other.send(route.method(), path(route, unknown), BODIES.get(last(route)));
            assertThat(foreign.status()).as(foreign.call() + foreign.body()).isEqualTo(404);
            assertThat(nobodys.status()).as(nobodys.call() + nobodys.body()).isEqualTo(404);
            assertThat(foreign.text("/code")).isEqualTo(nobodys.text("/code"));
            checked++;
        }
        assertThat(checked).isGreaterThan(15);
        assertThat(Steps.status(owner, connection)).isEqualTo("authorizing");
    }

    private static final Map<String, Object> BODIES =
            Map.ofEntries(
                    Map.entry("authorize", Map.of("accountName", "Mine")),
                    Map.entry("reauthorize", Map.of("accountName", "Mine")),
                    Map.entry("reuse", Map.of("authorizationId", "aut_" + NOBODYS)),
                    Map.entry("switch", Map.of("authorizationId", "aut_" + NOBODYS)),
                    Map.entry("confirm", Map.of("confirmation", "A".repeat(43))),
                    Map.entry("disable", Map.of()),
                    Map.entry("enable", Map.of()),
                    Map.entry("revoke", Map.of("confirm", List.of())),
                    Map.entry("{connection}", Map.of("name", "Mine now")));

    private static String last(Routes.Route route) {
        return route.path().substring(route.path().lastIndexOf('/') + 1);
    }

    private static String path(Routes.Route route, Map<String, String> ids) {
        return route.path()
                .replace("{connection}", Objects.requireNonNull(ids.get("connection")))
                .replace("{attempt}", Objects.requireNonNull(ids.get("attempt")))
                .replace("{application}", "app_" + NOBODYS);
    }

    private static void isGolden(String name, String text) throws IOException {
        var file = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("mooring.golden"))) {
            Files.writeString(file, text);
        }
        assertThat(file).as("golden file; -Dmooring.golden=write makes it").exists();
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
