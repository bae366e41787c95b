package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.Answer;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two at once: each has a clear answer, and what is left holds together. */
@ExtendWith(SharedHouse.class)
class RacesTest {

    @RepeatedTest(5)
    void ofTwoConnectionsWithOneLinkNameOneIsCreated(House house, RepetitionInfo round)
            throws Exception {
        var client = house.as("names");
        var body =
                Map.of(
                        "service",
                        "sandbox",
                        "name",
                        "Same",
                        "linkName",
                        "same_" + round.getCurrentRepetition(),
                        "scopes",
                        List.of("contacts.read"));

        var answers =
                atOnce(
                        () -> client.post("/v1/connections", body),
                        () -> client.post("/v1/connections", body));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        loser(answers).expectProblem(409, "link_name.taken");
    }

    @RepeatedTest(2)
    void connectionsThatAreNamedByUsAtOnceAreAllCreatedUnderNamesOfTheirOwn(
            House house, RepetitionInfo round) throws Exception {
        var client = house.as("unnamed " + round.getCurrentRepetition());
        var body = Map.of("service", "sandbox", "name", "Any", "scopes", List.of("contacts.read"));

        Callable<Answer> create = () -> client.post("/v1/connections", body);
        var answers = atOnce(Collections.nCopies(16, create));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers).extracting(answer -> answer.text("/linkName")).doesNotHaveDuplicates();
    }

    @RepeatedTest(3)
    void ofTwoReusesForOneConnectionOneIsTaken(House house, RepetitionInfo round) throws Exception {
        var client = house.as("reuses " + round.getCurrentRepetition());
        var one = Steps.create(client, "One");
        var first = Steps.authorize(client, one, "authorize", "ada", "Ada");
        var two = Steps.create(client, "Two");
        var second = Steps.authorize(client, two, "authorize", "grace", "Grace");
        var path = "/v1/connections/" + Steps.create(client, "Three");

        var answers =
                atOnce(
                        () -> client.post(path + "/reuse", Map.of("authorizationId", first)),
                        () -> client.post(path + "/reuse", Map.of("authorizationId", second)));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        loser(answers).expectProblem(409, "connection.already_authorized");
        assertThat(client.get(path).expect(200).text("/authorization/id")).isIn(first, second);
    }

    @RepeatedTest(3)
    void aReuseAgainstARevokeLeavesNothingInBetween(House house, RepetitionInfo round)
            throws Exception {
        var client = house.as("revokes " + round.getCurrentRepetition());
        var one = Steps.create(client, "One");
        var granted = Steps.authorize(client, one, "authorize", "ada", "Ada");
        var two = Steps.create(client, "Two");

        var answers =
                atOnce(
                        () ->
                                client.post(
                                        "/v1/connections/" + two + "/reuse",
                                        Map.of("authorizationId", granted)),
                        () -> client.post("/v1/connections/" + one + "/revoke", Map.of()));

        var reuse = answers.getFirst();
        var revoke = answers.getLast();
        assertThat(answers).as(answers.toString()).extracting(Answer::status).contains(200);
        if (reuse.status() == 200) {
            revoke.expect(409);
            assertThat(Steps.status(client, one)).isEqualTo("connected");
            assertThat(Steps.status(client, two)).isEqualTo("connected");
            client.get("/v1/connections/" + two + "/credentials").expect(200);
        } else {
            assertThat(Steps.status(client, two)).isEqualTo("created");
            assertThat(Steps.status(client, one)).isNotEqualTo("connected");
            client.get("/v1/connections/" + one + "/credentials").expect(409);
        }
    }

    private static Answer loser(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() >= 400).findFirst().orElseThrow();
    }

    /** Both start together; the answers are in the order of the calls. */
    @SafeVarargs
    private static List<Answer> atOnce(Callable<Answer>... calls) throws Exception {
        return atOnce(List.of(calls));
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        var together = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures =
                    calls.stream()
                            .map(call ->
                                    threads.submit(() -> {
                                        together.await();
                                        return call.call();
                                    }))
                            .toList();
            var answers = new ArrayList<Answer>();
            for (var future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
