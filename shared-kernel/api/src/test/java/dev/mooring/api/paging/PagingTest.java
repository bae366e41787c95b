package dev.mooring.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.sample.SampleTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class PagingTest extends SampleTest {

    @Test
    void aListIsGoneThroughByItsCursors() {
        var ids = new ArrayList<String>();
        String cursor = null;
        var pages = 0;
        do {
            var page =
                    page(
                            key(),
                            "/v1/things?limit=50" + (cursor == null ? "" : "&cursor=" + cursor));
            ids.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            cursor = JsonPath.read(page, "$.next");
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(3);
        assertThat(new HashSet<>(ids)).hasSize(120).hasSameSizeAs(ids);
    }

    @Test
    void aPageHasFiftyItemsUnlessAskedOtherwise() {
        assertThat(JsonPath.<List<String>>read(page(key(), "/v1/things"), "$.items[*].id"))
                .hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x", "", "1.5", "99999999999"})
    void limitsOutOfRangeAreRefused(String limit) {
        key().get().uri("/v1/things?limit=" + limit).exchange().expectStatus().isBadRequest();
    }

    @Test
    void security25ACursorOfAnotherWorkspaceUserOrQueryReadsLikeAForgedOne() {
        var cursor = cursor(key(), "/v1/things?q=a");
        var other =
                with(
                        Principal.key(
                                "wsp_b",
                                "key_b",
                                Set.of(Scope.CONNECTIONS_READ),
                                null,
                                new ActsFor.Anyone()));
        refused(other, "/v1/things?q=a&cursor=" + cursor);
        refused(key(), "/v1/things?q=b&cursor=" + cursor);
        refused(key(), "/v1/things?cursor=" + cursor);
        key().get()
                .uri("/v1/things?q=a&cursor=" + cursor)
                .header("Mooring-User", "ann")
                .exchange()
                .expectStatus()
                .isBadRequest();
        key().get().uri("/v1/things?q=a&limit=3&cursor=" + cursor).exchange().expectStatus().isOk();
    }

    @Test
    void security25ACursorThatWasTamperedWithIsRefused() {
        var cursor = Base64.getUrlDecoder().decode(cursor(key(), "/v1/things"));
        for (int i = 0; i < cursor.length; i++) {
            var forged = cursor.clone();
            forged[i] ^= 1;
            refused(
                    key(),
                    "/v1/things?cursor="
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "===", "AA", "$ne", "eyJhIjoxfQ"})
    void whatIsNoCursorIsRefused(String cursor) {
        refused(key(), "/v1/things?cursor=" + cursor);
    }

    private static void refused(WebTestClient client, String uri) {
        client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("cursor.invalid");
    }

    private static String cursor(WebTestClient client, String uri) {
        return JsonPath.read(page(client, uri), "$.next");
    }

    private static String page(WebTestClient client, String uri) {
        return new String(
                client.get()
                        .uri(uri)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent(),
                StandardCharsets.UTF_8);
    }
}
