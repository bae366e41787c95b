package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a request has to know of an aggregate it reads from the log once. */
@ExtendWith(SharedHouse.class)
class ReadsTest {

    private House house;
    private Client client;
    private String connection;
    private String linkName;
    private String authorization;

    @BeforeEach
    void aConnectedConnection(House shared) {
        house = shared;
        client = house.as("whose reads are counted");
        connection = Steps.create(client, "Contacts");
        linkName = client.get("/v1/connections/" + connection).expect(200).text("/linkName");
        authorization = Steps.authorize(client, connection, "authorize", "ada", "Ada");
    }

    @Test
    void aRenameReadsTheConnectionItsUserAndItsAuthorization() {
        house.reads().taken();

        client.patch("/v1/connections/" + connection, Map.of("name", "Renamed")).expect(200);

        assertThat(read()).containsExactly("key", connection, "user", authorization);
    }

    @Test
    void aRenameByLinkNameReadsTheLinkNameToo() {
        house.reads().taken();

        client.patch("/v1/connections/" + linkName, Map.of("name", "Renamed")).expect(200);

        assertThat(read()).containsExactly("key", linkName, connection, "user", authorization);
    }

    @Test
    void aFetchReadsTheLinkNameTheConnectionAndItsAuthorization() {
        client.get("/v1/connections/" + linkName + "/credentials").expect(200);
        house.reads().taken();

        client.get("/v1/connections/" + linkName + "/credentials").expect(200);

        assertThat(read()).containsExactly("key", linkName, connection, authorization);
    }

    @Test
    void everyWriteReadsAnAggregateOnce() {
        var path = "/v1/connections/" + Steps.create(client, "Another");
        house.reads().taken();

        client.post(path + "/reuse", Map.of("authorizationId", authorization)).expect(200);
        assertThat(read()).doesNotHaveDuplicates();
        client.patch(path, Map.of("name", "Third", "scopes", List.of("files.read"))).expect(200);
        assertThat(read()).doesNotHaveDuplicates();
        client.post(path + "/disable", Map.of()).expect(200);
        assertThat(read()).doesNotHaveDuplicates();
        client.delete(path).expect(204);
        assertThat(read()).doesNotHaveDuplicates();
        client.post("/v1/connections/" + connection + "/revoke", Map.of()).expect(200);
        assertThat(read()).doesNotHaveDuplicates();
    }

    /** What requests have read, by the names that tests know. */
    private List<String> read() {
        return house.reads().taken().stream()
                .map(id -> id.replaceFirst("^key_.*", "key").replaceFirst("^usr_.*", "user"))
                .map(id -> id.replaceFirst("^wsp_.*/", ""))
                .toList();
    }
}
