package dev.mooring.language.reuse;

import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.List;
import java.util.Map;

/**
 * Asks the command side for the {@link dev.mooring.language.Fingerprint} of what a user would
 * choose, by the same rules as a connection would be created. Refused with {@code service.unknown},
 * {@code service.not_published}, {@code scope.unknown} or {@code parameter.invalid}.
 *
 * @param service id or link name
 */
public record FindFingerprint(
        WorkspaceId workspace,
        UserId user,
        String service,
        List<String> scopes,
        Map<String, String> parameters) {

    public FindFingerprint {
        scopes = List.copyOf(scopes);
        parameters = Map.copyOf(parameters);
    }

    /** Without the parameters, which may be personal. */
    @Override
    public String toString() {
        return "FindFingerprint[%s, %s, %s]".formatted(workspace, user, service);
    }
}
