package dev.mooring.query.proofs;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.proofs.export.ExportLine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /v1/audit/export}: streamed as fast as the caller reads, a few commits in memory, on a
 * virtual thread; a bounded number at once.
 */
@RestController
@Tag(name = "Auditors")
final class ExportEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(ExportEndpoint.class);
    private static final int AT_ONCE = 8;

    private final EventLog log;
    private final TreeStore store;
    private final Proofs proofs;
    private final Signers signers;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Scheduler threads =
            Schedulers.fromExecutor(
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("export").factory()));

    ExportEndpoint(EventLog log, TreeStore store, Proofs proofs, Signers signers) {
        this.log = log;
        this.store = store;
        this.proofs = proofs;
        this.signers = signers;
    }

    @GetMapping(path = "/v1/audit/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @RequiresScope(Scope.AUDIT_READ)
    @Refuses(ErrorCode.AUDIT_DIVERGED)
    @Operation(
            summary = "Export the workspace's events",
            description =
                    "JSON Lines: a begin, each event as it is stored and hashed, personal text as ciphertext, and at"
                            + " the end the signed checkpoint that covers them. An export that was broken off is"
                            + " resumed by appending the one from the position after its last whole line; so may each"
                            + " month's be appended to the last. `deploy/mooring verify --export` checks it without a"
                            + " server.")
    ResponseEntity<Flux<DataBuffer>> export(
            Caller caller,
            @Parameter(description = "The first position of interest")
                    @RequestParam(required = false)
                    @Nullable Long from,
            @Parameter(description = "The last position of interest")
                    @RequestParam(required = false)
                    @Nullable Long to)
            throws InterruptedException {
        if ((from != null && from < 1) || (to != null && to < 1)) {
            throw Refusal.invalid(
                    "from", "position.invalid", "A position is a whole number from 1 upwards");
        }
        long reached = proofs.awaitHead();
        var export = ProofsEndpoint.told(() -> export(caller.workspace(), from, to));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header(Answers.POSITION, Long.toString(reached))
                .body(stream(export));
    }

    private Export export(String workspace, @Nullable Long from, @Nullable Long to) {
        var signed = proofs.checkpoint(workspace);
        long begin = from == null ? 0 : store.sizeAt(workspace, from - 1);
        long end = to == null ? signed.size() : store.sizeAt(workspace, to);
        long last = Math.min(end, signed.size());
        return new Export(
                log.stored(),
                store,
                workspace,
                signers.verifierKeys(workspace),
                signed,
                Math.min(begin, last),
                last);
    }

    private Flux<DataBuffer> stream(Export export) {
        return Flux.defer(() -> {
            if (!places.tryAcquire()) {
                return Flux.error(Refusal.of(ErrorCode.SERVER_BUSY));
            }
            return Flux.<List<ExportLine>>fromIterable(() -> export)
                    .<DataBuffer>map(
                            lines -> DefaultDataBufferFactory.sharedInstance.wrap(bytes(lines)))
                    .doOnError(
                            thrown -> LOG.error("an export ended early: {}", thrown.getMessage()))
                    .subscribeOn(threads)
                    .doFinally(_ -> places.release());
        });
    }

    private static byte[] bytes(List<ExportLine> lines) {
        var bytes = new ByteArrayOutputStream();
        lines.forEach(line -> bytes.writeBytes(line.bytes()));
        return bytes.toByteArray();
    }
}
