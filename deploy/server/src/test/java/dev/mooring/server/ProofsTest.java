package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.ConsistencyProof;
import dev.mooring.proofs.SignedNote;
import dev.mooring.proofs.TlogProof;
import dev.mooring.proofs.VerifierKey;
import dev.mooring.proofs.export.ExportVerifier;
import dev.mooring.proofs.export.Verdict;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An auditor exports, keeps checkpoints, asks for proofs, and checks all of it by himself. */
@ExtendWith(SharedHouse.class)
class ProofsTest {

    private static final String TEXT = "text/plain";
    private static final String LINES = "application/x-ndjson";

    @Test
    void whatWasDoneIsInTheExportProvedAndSigned(House house) throws Exception {
        var auditor = house.admin();
        var key = key(auditor, "/v1/audit/checkpoint/key");
        var before = checkpoint(auditor, "/v1/audit/checkpoint", key);
        Steps.create(house.as("ada"), "A name that is nobody's business");

        var export = auditor.with("Accept", LINES).get("/v1/audit/export").expect(200).body();

        var verdict = verdict(export, key, before);
        assertThat(verdict).isInstanceOf(Verdict.Whole.class);
        assertThat(export).contains("connection.created").doesNotContain("nobody's business");

        var lines = export.lines().toList();
        var last = lines.get(lines.size() - 2);
        var position = last.replaceAll(".*?\"position\":(\\d+),.*", "$1");
        var proof =
                TlogProof.parse(
                        auditor.with("Accept", TEXT)
                                .get("/v1/audit/proof?position=" + position)
                                .expect(200)
                                .body());
        var event = last.substring(last.indexOf("\"event\":") + 8, last.length() - 1);
        assertThat(proof.proves(event.getBytes(StandardCharsets.UTF_8), key)).isTrue();

        var grown =
                ConsistencyProof.parse(
                        auditor.with("Accept", TEXT)
                                .get("/v1/audit/consistency?from=" + before.size())
                                .expect(200)
                                .body());
        assertThat(grown.proves(before, key)).isTrue();
    }

    @Test
    void anExportIsResumedAfterTheLastPositionThatCame(House house) throws Exception {
        Steps.create(house.as("ada"), "One");
        Steps.create(house.as("ada"), "Two");
        var auditor = house.admin().with("Accept", LINES);
        var key = key(house.admin(), "/v1/audit/checkpoint/key");
        var whole = auditor.get("/v1/audit/export").expect(200).body().lines().toList();
        var broken = whole.subList(0, whole.size() / 2);
        var position =
                Long.parseLong(broken.getLast().replaceAll(".*?\"position\":(\\d+),.*", "$1"));

        var rest = auditor.get("/v1/audit/export?from=" + (position + 1)).expect(200).body();

        var both = String.join("\n", broken) + "\n" + rest;
        assertThat(verdict(both, key, null)).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void aVerificationEndsWithAllOfItDone(House house) throws Exception {
        Steps.create(house.as("ada"), "Verified");
        for (var base : List.of("/v1/audit/verifications", "/v1/installation/verifications")) {
            var started = house.admin().post(base, Map.of()).expect(202);
            var ended = ended(house.admin(), base + "/" + started.text("/id"));

            assertThat(ended.text("/state")).as(ended.body()).isEqualTo("whole");
            assertThat(ended.json().path("processed").asLong())
                    .isPositive()
                    .isEqualTo(ended.json().path("total").asLong());
        }
    }

    @Test
    void operatorsHaveACheckpointOfEverything(House house) throws Exception {
        var key = key(house.admin(), "/v1/installation/checkpoint/key");

        assertThat(checkpoint(house.admin(), "/v1/installation/checkpoint", key).size())
                .isPositive();
    }

    @Test
    void anotherWorkspacesAuditorSeesHisOwnAlone(House house) throws Exception {
        Steps.create(house.as("ada"), "Here");
        var abroad =
                house.admin()
                        .withKey(
                                house.admin()
                                        .post("/v1/workspaces", Map.of("name", "Audited"))
                                        .expect(201)
                                        .text("/key/key"));
        var key = key(abroad, "/v1/audit/checkpoint/key");
        var export = abroad.with("Accept", LINES).get("/v1/audit/export").expect(200).body();

        assertThat(verdict(export, key, null)).isInstanceOf(Verdict.Whole.class);
        assertThat(export).doesNotContain("connection.created");
        abroad.with("Accept", TEXT)
                .get("/v1/audit/proof?position=1")
                .expectProblem(404, "audit.event_unknown");
        abroad.with("Accept", TEXT)
                .get("/v1/installation/checkpoint")
                .expectProblem(403, "scope.missing");
        abroad.with("Accept", TEXT)
                .get("/v1/audit/consistency?from=0&to=987654")
                .expectProblem(404, "audit.checkpoint_unknown");
    }

    private static VerifierKey key(Client auditor, String path) {
        return VerifierKey.parse(auditor.with("Accept", TEXT).get(path).expect(200).body().strip());
    }

    private static Checkpoint checkpoint(Client auditor, String path, VerifierKey key) {
        var note = SignedNote.parse(auditor.with("Accept", TEXT).get(path).expect(200).body());
        assertThat(note.isSignedBy(key)).isTrue();
        return Checkpoint.parse(note.text());
    }

    private static Verdict verdict(String export, VerifierKey key, Checkpoint held)
            throws Exception {
        return ExportVerifier.verify(
                new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
                List.of(key),
                held);
    }

    private static Answer ended(Client client, String path) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        var answer = client.get(path).expect(200);
        while (answer.text("/state").equals("running") && System.nanoTime() < deadline) {
            Thread.sleep(50);
            answer = client.get(path).expect(200);
        }
        return answer;
    }
}
