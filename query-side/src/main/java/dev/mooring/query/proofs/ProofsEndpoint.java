package dev.mooring.query.proofs;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.position.AtLeast;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Checkpoints and proofs, for a workspace's auditors of its own tree and for operators of the
 * installation's. What was acknowledged before a call is in its answer.
 */
@RestController
@Tag(name = "Auditors")
final class ProofsEndpoint {

    private static final MediaType NOTE = MediaType.parseMediaType("text/plain;charset=utf-8");

    private final Proofs proofs;
    private final Signers signers;

    ProofsEndpoint(Proofs proofs, Signers signers) {
        this.proofs = proofs;
        this.signers = signers;
    }

    @GetMapping(path = "/v1/audit/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses({ErrorCode.AUDIT_DIVERGED, ErrorCode.READ_MODEL_BEHIND})
    @Operation(
            summary = "Read a signed checkpoint of the workspace's events",
            description =
                    "A C2SP tlog-checkpoint: the origin, how many events there are, and the root of their RFC 9162"
                            + " Merkle tree, signed as a note. Keep it: every later one is provably its continuation,"
                            + " or history was altered.")
    ResponseEntity<String> checkpoint(
            Caller caller,
            @RequestHeader(name = AtLeast.HEADER, required = false) @Nullable Long atLeast)
            throws InterruptedException {
        return checkpoint(caller.workspace(), atLeast);
    }

    @GetMapping(path = "/v1/audit/checkpoint/key", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.AUDIT_READ)
    @Operation(
            summary = "Read the keys that checkpoints are verified with",
            description =
                    "C2SP verifier keys, a line each. Take them once, by a way that you trust, and keep them: who"
                            + " fetches the key with each checkpoint believes whoever answers.")
    ResponseEntity<String> key(Caller caller) {
        return key(caller.workspace());
    }

    @GetMapping(path = "/v1/audit/proof", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses({ErrorCode.AUDIT_EVENT_UNKNOWN, ErrorCode.AUDIT_DIVERGED})
    @Operation(
            summary = "Prove that an event is in the history",
            description =
                    "A C2SP tlog-proof: the event's index, the hashes beside the way from it to the root, and the"
                            + " signed checkpoint. The entry that it proves is the event as the export has it.")
    ResponseEntity<String> proof(
            Caller caller,
            @Parameter(description = "The event's position") @RequestParam long position)
            throws InterruptedException {
        if (position < 1) {
            throw Refusal.of(ErrorCode.AUDIT_EVENT_UNKNOWN);
        }
        long reached = proofs.awaitHead();
        return text(told(() -> proofs.inclusion(caller.workspace(), position)).toString(), reached);
    }

    @GetMapping(path = "/v1/audit/consistency", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses({ErrorCode.AUDIT_CHECKPOINT_UNKNOWN, ErrorCode.AUDIT_DIVERGED})
    @Operation(
            summary = "Prove that history only grew",
            description =
                    "That a checkpoint goes on from an earlier one: the earlier size, the hashes that prove it, and"
                            + " the signed checkpoint, written as C2SP tlog-witness has it, so that a witness can be"
                            + " sent it as it is.")
    ResponseEntity<String> consistency(
            Caller caller,
            @Parameter(description = "The size of the earlier checkpoint") @RequestParam long from,
            @Parameter(
                            description =
                                    "The size of a later one that was given out; a new one where it is left out")
                    @RequestParam(required = false)
                    @Nullable Long to)
            throws InterruptedException {
        return consistency(caller.workspace(), from, to);
    }

    @GetMapping(path = "/v1/installation/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Refuses({ErrorCode.AUDIT_DIVERGED, ErrorCode.READ_MODEL_BEHIND})
    @Operation(
            summary = "Read a signed checkpoint of the whole installation",
            description =
                    "Of the tree over all workspaces: each commit is a leaf, which holds its workspace's checkpoint"
                            + " after it.")
    ResponseEntity<String> installationCheckpoint(
            Caller caller,
            @RequestHeader(name = AtLeast.HEADER, required = false) @Nullable Long atLeast)
            throws InterruptedException {
        return checkpoint(TreeStore.INSTALLATION, atLeast);
    }

    @GetMapping(path = "/v1/installation/checkpoint/key", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(summary = "Read the keys that the installation's checkpoints are verified with")
    ResponseEntity<String> installationKey(Caller caller) {
        return key(TreeStore.INSTALLATION);
    }

    @GetMapping(path = "/v1/installation/consistency", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Refuses({ErrorCode.AUDIT_CHECKPOINT_UNKNOWN, ErrorCode.AUDIT_DIVERGED})
    @Operation(summary = "Prove that the installation's history only grew")
    ResponseEntity<String> installationConsistency(
            Caller caller,
            @RequestParam long from,
            @RequestParam(required = false) @Nullable Long to)
            throws InterruptedException {
        return consistency(TreeStore.INSTALLATION, from, to);
    }

    /** Says what an alarm means to whoever asks. */
    static <T> T told(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (DivergedException | BrokenException | LogCorruptException e) {
            throw Refusal.of(ErrorCode.AUDIT_DIVERGED);
        }
    }

    private ResponseEntity<String> checkpoint(String tree, @Nullable Long atLeast)
            throws InterruptedException {
        long reached = proofs.awaitHead();
        if (atLeast != null && reached < atLeast) {
            throw Refusal.of(
                            ErrorCode.READ_MODEL_BEHIND,
                            "The trees are at position %d".formatted(reached))
                    .with("position", reached);
        }
        return text(told(() -> proofs.checkpoint(tree)).note().toString(), reached);
    }

    private ResponseEntity<String> consistency(String tree, long from, @Nullable Long to)
            throws InterruptedException {
        if (from < 0 || (to != null && to < from)) {
            throw Refusal.invalid(
                    "from", "size.invalid", "Sizes are whole numbers, and from is not above to");
        }
        long reached = proofs.awaitHead();
        var proof = told(() -> proofs.consistency(tree, from, to == null ? -1 : to));
        return text(proof.toString(), reached);
    }

    private ResponseEntity<String> key(String tree) {
        List<String> keys = signers.verifierKeys(tree);
        return ResponseEntity.ok()
                .contentType(NOTE)
                .body(keys.stream().map(key -> key + "\n").collect(Collectors.joining()));
    }

    private static ResponseEntity<String> text(String body, long position) {
        return ResponseEntity.ok()
                .contentType(NOTE)
                .header(Answers.POSITION, Long.toString(position))
                .body(body);
    }
}
