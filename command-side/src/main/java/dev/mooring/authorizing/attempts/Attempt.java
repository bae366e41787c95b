package dev.mooring.authorizing.attempts;

import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.Issuer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of authorizing. It holds nothing secret and no personal text.
 *
 * @param authorization the id that the authorization will have
 * @param user who starts and has to be the one who finishes
 * @param issuer what the service says about itself, as this version of it knows
 * @param finish how it is made sure that the user finishes
 * @param expiresAt end of the window, database time: an answer has to be there before it
 */
public record Attempt(
        WorkspaceId workspace,
        AttemptId attempt,
        ConnectionId connection,
        AuthorizationId authorization,
        UserId user,
        RegistrationId registration,
        ServiceId service,
        int serviceVersion,
        List<String> scopes,
        Issuer issuer,
        Finish finish,
        Instant expiresAt) {

    public Attempt {
        scopes = List.copyOf(scopes);
    }

    /** Whether a browser with this session may go on; where no session is called for, any may. */
    boolean admits(@Nullable Visitor visitor) {
        return switch (finish) {
            case Finish.BySession _ -> visitor != null && visitor.is(this);
            case Finish.ByConfirmation _, Finish.Unchecked _ -> true;
        };
    }
}
