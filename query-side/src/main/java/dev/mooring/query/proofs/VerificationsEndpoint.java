package dev.mooring.query.proofs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.query.proofs.Verification.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Verifications of everything, of a workspace's history by its auditors and of the whole log by
 * operators. An auditor's answer counts his workspace's events alone.
 */
@RestController
@Tag(name = "Auditors")
final class VerificationsEndpoint {

    private final Verifications verifications;
    private final TreeStore store;
    private final Progress progress;
    private final Proofs proofs;
    private final VerificationIds ids;
    private final InstantSource clock;

    VerificationsEndpoint(
            Verifications verifications,
            TreeStore store,
            Progress progress,
            Proofs proofs,
            VerificationIds ids,
            InstantSource clock) {
        this.verifications = verifications;
        this.store = store;
        this.progress = progress;
        this.proofs = proofs;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes ids. */
    @FunctionalInterface
    interface VerificationIds {
        String next();
    }

    /**
     * @param state {@code running}, {@code whole} or {@code broken}
     * @param processed events verified
     * @param total events to verify: those that there were when it was started
     * @param secondsLeft absent until it can be told, and at the end
     * @param brokenAt the first position that is not as it should be; absent where it is none
     * @param reason what is wrong; absent where nothing is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VerificationAnswer(
            String id,
            String state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            long processed,
            long total,
            long eventsPerSecond,
            @Nullable Long secondsLeft,
            @Nullable Long brokenAt,
            @Nullable String reason) {

        static VerificationAnswer of(Verification verification) {
            long perSecond = verification.perSecond();
            var running = verification.state() == State.RUNNING;
            return new VerificationAnswer(
                    verification.id(),
                    verification.state().name().toLowerCase(Locale.ROOT),
                    verification.startedAt(),
                    verification.finishedAt(),
                    verification.done(),
                    verification.total(),
                    perSecond,
                    running && perSecond > 0
                            ? (verification.total() - verification.done()) / perSecond
                            : null,
                    verification.brokenAt(),
                    verification.reason());
        }
    }

    @PostMapping("/v1/audit/verifications")
    @RequiresScope(Scope.AUDIT_READ)
    @Operation(
            summary = "Verify the workspace's whole history",
            description =
                    "Every event is what its hash says, all of them lead to the tree, and the tree to every"
                            + " checkpoint that was ever given out. One at a time: while one runs, it is the answer.")
    ResponseEntity<VerificationAnswer> start(Caller caller) throws InterruptedException {
        long reached = proofs.awaitHead();
        var workspace = caller.workspace();
        var started =
                verifications.start(
                        Verification.begun(
                                ids.next(),
                                workspace,
                                clock.instant(),
                                store.extent(workspace).size(),
                                0));
        return accepted("/v1/audit/verifications/", started, reached);
    }

    @GetMapping("/v1/audit/verifications/{verification}")
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses(ErrorCode.VERIFICATION_UNKNOWN)
    @Operation(summary = "Show how far a verification is")
    VerificationAnswer show(
            Caller caller, @Parameter(description = "Its id") @PathVariable String verification) {
        return find(caller.workspace(), verification);
    }

    @PostMapping("/v1/installation/verifications")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Verify the whole log",
            description =
                    "The chain of all commits, every event, every workspace's tree, and every checkpoint that was"
                            + " ever given out. One at a time: while one runs, it is the answer.")
    ResponseEntity<VerificationAnswer> startAll(Caller caller) throws InterruptedException {
        long reached = proofs.awaitHead();
        var end = progress.find().orElse(Progress.State.NONE);
        var started =
                verifications.start(
                        Verification.begun(
                                ids.next(),
                                TreeStore.INSTALLATION,
                                clock.instant(),
                                end.position(),
                                end.commit()));
        return accepted("/v1/installation/verifications/", started, reached);
    }

    @GetMapping("/v1/installation/verifications/{verification}")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Refuses(ErrorCode.VERIFICATION_UNKNOWN)
    @Operation(summary = "Show how far a verification of the whole log is")
    VerificationAnswer showAll(
            Caller caller, @Parameter(description = "Its id") @PathVariable String verification) {
        return find(TreeStore.INSTALLATION, verification);
    }

    private VerificationAnswer find(String tree, String id) {
        return verifications
                .find(tree, PathId.id("ver", id))
                .map(VerificationAnswer::of)
                .orElseThrow(() -> Refusal.of(ErrorCode.VERIFICATION_UNKNOWN));
    }

    private static ResponseEntity<VerificationAnswer> accepted(
            String path, Verification started, long position) {
        return Answers.accepted(
                URI.create(path + started.id()), VerificationAnswer.of(started), position);
    }
}
