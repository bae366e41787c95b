package dev.mooring.authorizing.attempts;

import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.Issuer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/** Attempts as they are stored. */
final class AttemptDocuments {

    private AttemptDocuments() {}

    static String id(WorkspaceId workspace, AttemptId attempt) {
        return workspace.value() + "/" + attempt.value();
    }

    static Document write(Attempt attempt) {
        return new Document("_id", id(attempt.workspace(), attempt.attempt()))
                .append("workspace", attempt.workspace().value())
                .append("attempt", attempt.attempt().value())
                .append("connection", attempt.connection().value())
                .append("authorization", attempt.authorization().value())
                .append("user", attempt.user().value())
                .append("registration", attempt.registration().value())
                .append("service", attempt.service().value())
                .append("serviceVersion", attempt.serviceVersion())
                .append("scopes", attempt.scopes())
                .append(
                        "issuer",
                        new Document("identifier", attempt.issuer().identifier())
                                .append("promised", attempt.issuer().promised()))
                .append("finish", write(attempt.finish()))
                .append("expiresAt", attempt.expiresAt());
    }

    static Attempt read(Document stored) {
        var issuer = stored.get("issuer", Document.class);
        return new Attempt(
                new WorkspaceId(stored.getString("workspace")),
                new AttemptId(stored.getString("attempt")),
                new ConnectionId(stored.getString("connection")),
                new AuthorizationId(stored.getString("authorization")),
                new UserId(stored.getString("user")),
                new RegistrationId(stored.getString("registration")),
                new ServiceId(stored.getString("service")),
                stored.getInteger("serviceVersion"),
                Objects.requireNonNullElse(stored.getList("scopes", String.class), List.of()),
                new Issuer(issuer.getString("identifier"), issuer.getBoolean("promised")),
                readFinish(stored.get("finish", Document.class)),
                instant(stored, "expiresAt"));
    }

    static Step step(Document stored) {
        return Step.valueOf(stored.getString("step"));
    }

    static Instant instant(Document stored, String field) {
        return stored.getDate(field).toInstant();
    }

    private static Document write(Finish finish) {
        return switch (finish) {
            case Finish.BySession _ -> new Document("by", "session");
            case Finish.ByConfirmation(URI returnUrl) ->
                    new Document("by", "confirmation").append("returnUrl", returnUrl.toString());
            case Finish.Unchecked _ -> new Document("by", "nobody");
        };
    }

    private static Finish readFinish(Document stored) {
        return switch (stored.getString("by")) {
            case "session" -> new Finish.BySession();
            case "confirmation" ->
                    new Finish.ByConfirmation(URI.create(stored.getString("returnUrl")));
            case "nobody" -> new Finish.Unchecked();
            default -> throw new IllegalStateException("an attempt finishes in an unknown way");
        };
    }
}
