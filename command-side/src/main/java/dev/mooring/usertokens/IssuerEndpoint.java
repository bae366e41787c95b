package dev.mooring.usertokens;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.workspace.SigningAlgorithm;
import dev.mooring.language.workspace.TrustedIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.RemoveIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.SetIssuer;
import dev.mooring.services.posted.Url;
import dev.mooring.workspaces.Commands;
import dev.mooring.workspaces.Installation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The issuer of a workspace's users' tokens, over HTTP. */
@RestController
@Tag(name = "Administration")
final class IssuerEndpoint {

    private static final int LONGEST_AUDIENCE = 255;

    private final Commands commands;
    private final CommandSender sender;
    private final Idempotency idempotency;
    private final Installation installation;

    IssuerEndpoint(
            Commands commands,
            CommandSender sender,
            Idempotency idempotency,
            Installation installation) {
        this.commands = commands;
        this.sender = sender;
        this.idempotency = idempotency;
        this.installation = installation;
    }

    /**
     * An issuer to be trusted.
     *
     * @param issuer the claim iss of its tokens, compared exactly
     * @param audience what the claim aud of its tokens names
     * @param algorithms that its tokens may be signed by: RS, PS or ES with 256, 384 or 512
     * @param jwksUrl where it publishes its keys
     */
    record PostedIssuer(
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable List<String> algorithms,
            @Nullable String jwksUrl) {}

    /** An issuer that is trusted. */
    record IssuerAnswer(String issuer, String audience, List<String> algorithms, String jwksUrl) {

        static IssuerAnswer of(TrustedIssuer issuer) {
            return new IssuerAnswer(
                    issuer.issuer(),
                    issuer.audience(),
                    issuer.algorithms().stream().map(SigningAlgorithm::name).sorted().toList(),
                    issuer.jwksUrl());
        }
    }

    @PutMapping("/v1/workspace/issuer")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Refuses({
        ErrorCode.ISSUER_TAKEN,
        ErrorCode.KEY_SCOPE_NOT_HELD,
        ErrorCode.ROUTE_FORBIDDEN,
        ErrorCode.USER_FORBIDDEN
    })
    @Operation(
            summary = "Set the issuer of the users' tokens",
            description =
                    "From then on a signed JWT of this issuer, for this audience, is taken in place of an API key."
                            + " Its sub is the user, as Mooring-User names him; it may look after that user's"
                            + " connections and send requests through them (connections:read, connections:write,"
                            + " connections:use), whatever scopes it claims. A workspace has one issuer: another one"
                            + " takes its place. Whoever sets it has to be able to do all that for every user.")
    ResponseEntity<IssuerAnswer> set(Caller caller, @RequestBody PostedIssuer posted) {
        IssuerReachesNoFurtherThanWhoTrustsIt.check(caller.principal());
        var issuer = read(posted);
        return idempotency.run(
                caller,
                Kept.whole(IssuerAnswer.class),
                commitId -> {
                    var context = commands.context(caller, commitId);
                    var receipt =
                            sender.send(
                                    new SetIssuer(context.workspace(), issuer, context.at()),
                                    context);
                    return Answers.positioned(IssuerAnswer.of(issuer), receipt.position());
                });
    }

    @DeleteMapping("/v1/workspace/issuer")
    @RequiresScope(Scope.KEYS_ADMIN)
    @Operation(
            summary = "Take no tokens for users' any more",
            description =
                    "The issuer's tokens open nothing from the moment of the answer, on every node.")
    ResponseEntity<Void> remove(Caller caller) {
        return idempotency.run(
                caller,
                Kept.nothing(),
                commitId -> {
                    var context = commands.context(caller, commitId);
                    var receipt =
                            sender.send(
                                    new RemoveIssuer(context.workspace(), context.at()), context);
                    return Answers.noContent(receipt.position());
                });
    }

    private TrustedIssuer read(PostedIssuer posted) {
        var fields = new Fields();
        var urls = new Url(installation.development(), fields);
        var issuer = urls.issuer("/issuer", posted.issuer());
        var audience = fields.text("/audience", posted.audience(), 1, LONGEST_AUDIENCE);
        var algorithms = algorithms(fields, posted.algorithms());
        var jwksUrl = urls.endpoint("/jwksUrl", posted.jwksUrl());
        fields.check();
        return new TrustedIssuer(issuer, audience, algorithms, jwksUrl);
    }

    private static Set<SigningAlgorithm> algorithms(Fields fields, @Nullable List<String> posted) {
        var names = fields.list("/algorithms", posted, SigningAlgorithm.values().length);
        if (names.isEmpty()) {
            fields.wrong("/algorithms", "required", "Name at least one algorithm");
        }
        for (int i = 0; i < names.size(); i++) {
            if (SigningAlgorithm.of(names.get(i)).isEmpty()) {
                fields.wrong(
                        "/algorithms/" + i,
                        "algorithm.not_taken",
                        "RS, PS and ES with 256, 384 or 512 are taken (RFC 7518 section 3.1)");
            }
        }
        return names.stream()
                .flatMap(name -> SigningAlgorithm.of(name).stream())
                .collect(toUnmodifiableSet());
    }
}
