package dev.mooring.authorizing.attempts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.keys.Binding;
import dev.mooring.keys.Sealed;
import dev.mooring.keys.Sealer;
import dev.mooring.language.AttemptId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.AuthorizationRequests;
import dev.mooring.oauth2.OneTimeSecret;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Seals an attempt's secrets, each bound to its workspace, attempt and field. */
final class AttemptSecrets {

    static final String CODE = "code";

    private static final String VERIFIER = "verifier";
    private static final String NONCE = "nonce";

    private final Sealer sealer;

    AttemptSecrets(Sealer sealer) {
        this.sealer = sealer;
    }

    Document seal(Attempt attempt, AuthorizationRequests.Bindings bindings) {
        return new Document(VERIFIER, seal(attempt, VERIFIER, bindings.verifier().value()))
                .append(NONCE, seal(attempt, NONCE, bindings.nonce().value()));
    }

    Document seal(Attempt attempt, String field, String secret) {
        return sealer.seal(
                        attempt.workspace().value(),
                        binding(attempt.attempt(), field),
                        secret.getBytes(UTF_8))
                .toDocument();
    }

    ExchangeSecrets open(WorkspaceId workspace, AttemptId attempt, Document secrets) {
        return new ExchangeSecrets(
                new OneTimeSecret(required(workspace, attempt, secrets, VERIFIER)),
                new OneTimeSecret(required(workspace, attempt, secrets, NONCE)),
                optional(workspace, attempt, secrets, CODE));
    }

    private String required(
            WorkspaceId workspace, AttemptId attempt, Document secrets, String field) {
        var secret = optional(workspace, attempt, secrets, field);
        if (secret == null) {
            throw new IllegalStateException("an attempt lacks its " + field);
        }
        return secret;
    }

    private @Nullable String optional(
            WorkspaceId workspace, AttemptId attempt, Document secrets, String field) {
        var stored = secrets.get(field, Document.class);
        return stored == null
                ? null
                : new String(
                        sealer.open(
                                workspace.value(), binding(attempt, field), Sealed.from(stored)),
                        UTF_8);
    }

    private static Binding binding(AttemptId attempt, String field) {
        return Binding.of("attempt", attempt.value(), field);
    }
}
