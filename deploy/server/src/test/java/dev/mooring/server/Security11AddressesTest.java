package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.SharedHouse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 11: where a service's URL leads is decided on the address that its name has. */
@ExtendWith(SharedHouse.class)
class Security11AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private.peer.test",
                "link-local.peer.test",
                "mapped.peer.test",
                "nat64.peer.test",
                "unique-local.peer.test",
                "10.0.0.1",
                "169.254.169.254",
                "[::ffff:10.0.0.1]",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::a00:1]",
                "[fd00:ec2::254]",
            })
    void security_11_noTokenEndpointLeadsInside(String host, House house) {
        try (var peer = Peer.start()) {
            var name = "Inside " + Integer.toHexString(host.hashCode());
            var service =
                    AtPeer.publish(
                            house.admin(),
                            peer.posted(name, Map.of("tokenUrl", "https://" + host + "/token")));

            AtPeer.begin(house.as("inside"), service, List.of("read"), Map.of())
                    .failsWith(Map.of("code", "c"), "service_unavailable");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private.peer.test",
                "link-local.peer.test",
                "mapped.peer.test",
                "nat64.peer.test",
                "unique-local.peer.test",
                "[::ffff:10.0.0.1]",
            })
    void security_11_noIssuerIsAskedInside(String host, House house) {
        try (var peer = Peer.start()) {
            var name = "Issuer " + Integer.toHexString(host.hashCode());
            var posted =
                    peer.posted(
                            name,
                            Map.of(
                                    "authorizeUrl",
                                    "",
                                    "tokenUrl",
                                    "",
                                    "issuer",
                                    "https://" + host));
            var service = house.admin().post("/v1/services", posted).expect(201).text("/id");

            assertThat(
                            house.admin()
                                    .post("/v1/services/" + service + "/publish", Map.of())
                                    .expectProblem(422, "service.metadata_unavailable")
                                    .text("/detail"))
                    .endsWith("is at no address that is called from here");
        }
    }

    /** In development services on this machine are called; our own listeners never. */
    @Test
    void security_11_noTokenEndpointIsOurself(House house) {
        try (var peer = Peer.start()) {
            for (var host : List.of("127.0.0.1", "localhost", "[::1]")) {
                var url = "http://%s:%d/livez".formatted(host, house.url().getPort());
                var service =
                        AtPeer.publish(
                                house.admin(),
                                peer.posted(
                                        "Ourself " + Integer.toHexString(host.hashCode()),
                                        Map.of("tokenUrl", url)));
                AtPeer.begin(house.as("ourself"), service, List.of("read"), Map.of())
                        .failsWith(Map.of("code", "c"), "service_unavailable");
            }
        }
    }

    @Test
    void security_10_aRedirectOfTheTokenEndpointIsNotFollowed(House house) {
        try (var elsewhere = Peer.start().givesTokens(Map.of());
                var peer = Peer.start()) {
            peer.on("/token", Peer.Reply.redirect(elsewhere.url("/token")));
            var service = AtPeer.publish(house.admin(), peer.posted("Redirects", Map.of()));

            AtPeer.begin(house.as("redirected"), service, List.of("read"), Map.of())
                    .failsWith(Map.of("code", "c"), "answer_invalid");

            assertThat(peer.calls("/token")).hasSize(1);
            assertThat(elsewhere.calls()).as("nobody else gets code and secret").isEmpty();
        }
    }
}
