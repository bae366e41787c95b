package dev.mooring.api.request;

import dev.mooring.api.access.Principal;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Mooring-User}: the user for whom a key acts. */
public final class UserHeader {

    public static final String NAME = "Mooring-User";

    private static final int LONGEST = 255;

    private UserHeader() {}

    /**
     * For whom the principal acts, as the header says. A user acts for itself, and a header that
     * says otherwise is an error rather than ignored.
     *
     * @throws Refusal {@code request.invalid}, {@code user.forbidden}
     */
    public static @Nullable String actingFor(Principal principal, List<String> values) {
        if (values.isEmpty()) {
            return principal.user();
        }
        if (values.size() > 1) {
            throw invalid("Mooring-User is to be given once");
        }
        var user = utf8(values.getFirst());
        check(user);
        if (!principal.actsFor().includes(user)) {
            throw Refusal.of(ErrorCode.USER_FORBIDDEN);
        }
        return user;
    }

    /**
     * Checks the form of a user's id, wherever it stands.
     *
     * @throws Refusal {@code request.invalid}
     */
    public static void check(String user) {
        if (user.isEmpty() || user.length() > LONGEST) {
            throw invalid("A user's id has 1 to 255 characters");
        }
        if (user.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("A user's id has no control characters");
        }
    }

    /** The server decodes header bytes one to one; callers send UTF-8. */
    private static String utf8(String header) {
        if (header.chars().anyMatch(c -> c > 0xff)) {
            return header;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("A user's id is UTF-8");
        }
    }

    private static Refusal invalid(String detail) {
        return Refusal.invalid(NAME, "user.invalid", detail);
    }
}
