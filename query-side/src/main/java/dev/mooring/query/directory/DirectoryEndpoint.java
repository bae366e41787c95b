package dev.mooring.query.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/applications}, {@code GET /v1/keys} and {@code GET /v1/workspace/issuer}. */
@RestController
final class DirectoryEndpoint {

    private final Directory directory;

    DirectoryEndpoint(Directory directory) {
        this.directory = directory;
    }

    record ApplicationAnswer(String id, String name, Instant registeredAt) {}

    /**
     * @param applicationId the application it belongs to; absent for none
     * @param actsFor the users it acts for, by the workspace's own ids; absent for any
     * @param expiresAt when its newest secret stops working; absent for never
     * @param rotatedAt when it got its newest secret; absent where it has its first
     * @param previousSecret the one before, which may still work; absent once it was ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyAnswer(
            String id,
            String name,
            List<String> scopes,
            @Nullable String applicationId,
            @Nullable List<String> actsFor,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant rotatedAt,
            @Nullable PreviousSecret previousSecret) {}

    /**
     * A secret that works beside a newer one.
     *
     * @param endsAt until when; absent for until it is ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PreviousSecret(@Nullable Instant endsAt) {}

    /**
     * @param issuer the claim iss of its tokens
     * @param audience what the claim aud of its tokens names
     * @param algorithms that its tokens may be signed by
     * @param jwksUrl where it publishes its keys
     * @param setAt when it was set in this way
     */
    record IssuerAnswer(
            String issuer,
            String audience,
            List<String> algorithms,
            String jwksUrl,
            Instant setAt) {}

    @GetMapping("/v1/applications")
    @RequiresScope(value = Scope.ACCESS_ADMIN, or = Scope.CONNECTIONS_READ)
    @Reflects(Directory.NAME)
    @Operation(summary = "List the applications, by name")
    @Tag(name = "Applications")
    Page<ApplicationAnswer> applications(Caller caller, Paging paging) {
        var found =
                directory.applications(
                        new WorkspaceId(caller.workspace()),
                        paging.after(Directory.Place.class),
                        paging.limit() + 1);
        var shown = found.stream().limit(paging.limit()).toList();
        return paging.page(
                shown.stream()
                        .map(it ->
                                new ApplicationAnswer(
                                        it.application(), it.name(), it.registeredAt()))
                        .toList(),
                found.size() > shown.size()
                        ? new Directory.Place(
                                shown.getLast().sortName(), shown.getLast().application())
                        : null);
    }

    @GetMapping("/v1/keys")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Reflects(Directory.NAME)
    @Operation(
            summary = "List the API keys, by name",
            description = "Without those that were revoked. No key is ever shown again.")
    @Tag(name = "Keys")
    Page<KeyAnswer> keys(Caller caller, Paging paging) {
        var workspace = new WorkspaceId(caller.workspace());
        var found =
                directory.keys(workspace, paging.after(Directory.Place.class), paging.limit() + 1);
        var shown = found.stream().limit(paging.limit()).toList();
        var users =
                directory.externalIds(
                        workspace,
                        shown.stream()
                                .flatMap(it -> Stream.ofNullable(it.actsFor()))
                                .flatMap(List::stream)
                                .distinct()
                                .toList());
        return paging.page(
                shown.stream().map(it -> answer(it, users)).toList(),
                found.size() > shown.size()
                        ? new Directory.Place(shown.getLast().sortName(), shown.getLast().key())
                        : null);
    }

    @GetMapping("/v1/workspace/issuer")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Reflects(Directory.NAME)
    @Refuses(ErrorCode.ISSUER_UNKNOWN)
    @Operation(summary = "Read the issuer of the users' tokens")
    @Tag(name = "Administration")
    IssuerAnswer issuer(Caller caller) {
        return directory
                .issuer(new WorkspaceId(caller.workspace()))
                .map(it ->
                        new IssuerAnswer(
                                it.issuer(),
                                it.audience(),
                                it.algorithms(),
                                it.jwksUrl(),
                                it.setAt()))
                .orElseThrow(() -> Refusal.of(ErrorCode.ISSUER_UNKNOWN));
    }

    private static KeyAnswer answer(Key key, Map<String, String> users) {
        var actsFor = key.actsFor();
        var previous = key.previous();
        return new KeyAnswer(
                key.key(),
                key.name(),
                key.scopes(),
                key.application(),
                actsFor == null
                        ? null
                        : actsFor.stream().map(user -> users.getOrDefault(user, user)).toList(),
                key.issuedAt(),
                key.expiresAt(),
                key.rotatedAt(),
                previous == null ? null : new PreviousSecret(previous.endsAt()));
    }
}
