package dev.mooring.credentials.given;

import dev.mooring.api.request.Fields;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.KeyPlacement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A credential that a user gives, checked: complete for the service's auth type, nothing beside it,
 * and able to stand where it is to be sent.
 *
 * @param fields as the vault keeps them
 */
public record GivenCredential(Map<String, Secret> fields) {

    /** The user name of {@link Auth.Basic}. */
    public static final String USERNAME = "username";

    /** The password of {@link Auth.Basic}. */
    public static final String PASSWORD = "password";

    /** The token of {@link Auth.Bearer}. */
    public static final String TOKEN = "token";

    private static final String KEY = "key.";
    private static final String AT = "/credential";
    private static final int LONGEST = 4096;
    private static final int LONGEST_USERNAME = 255;

    /** RFC 9110 §5.5, without the blanks that no recipient keeps at either end. */
    private static final Pattern HEADER_VALUE =
            Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    /** Wider than RFC 6750 §2.1, which not all services keep to; it still is one word. */
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]+");

    public GivenCredential {
        fields = Map.copyOf(fields);
    }

    /** The field of the key that goes to a place. */
    public static String key(KeyPlacement placement) {
        return KEY + placement.name();
    }

    /**
     * Checks what was posted.
     *
     * @throws Refusal {@code credential.not_taken} where the user consents in a browser; {@code
     *     credential.required}; {@code request.invalid} with everything that is wrong
     */
    public static GivenCredential read(Auth auth, @Nullable PostedCredential posted) {
        if (auth.inBrowser()) {
            throw Refusal.of(ErrorCode.CREDENTIAL_NOT_TAKEN);
        }
        if (posted == null) {
            throw Refusal.of(ErrorCode.CREDENTIAL_REQUIRED);
        }
        var fields = new Fields();
        var read =
                switch (auth) {
                    case Auth.OAuth2AuthorizationCode _ ->
                            throw Refusal.of(ErrorCode.CREDENTIAL_NOT_TAKEN);
                    case Auth.ApiKeys keys -> keys(fields, keys, posted);
                    case Auth.Basic _ -> basic(fields, posted);
                    case Auth.Bearer _ -> bearer(fields, posted);
                };
        fields.check();
        return new GivenCredential(read);
    }

    /** Checks that nothing was posted where the user consents in a browser. */
    public static void refuseInBrowser(Auth auth, @Nullable PostedCredential posted) {
        if (auth.inBrowser() && posted != null) {
            throw Refusal.of(ErrorCode.CREDENTIAL_NOT_TAKEN);
        }
    }

    private static Map<String, Secret> keys(
            Fields fields, Auth.ApiKeys auth, PostedCredential posted) {
        refuse(fields, USERNAME, posted.username());
        refuse(fields, PASSWORD, posted.password());
        refuse(fields, TOKEN, posted.token());
        var given = posted.keys() == null ? Map.<String, String>of() : posted.keys();
        var read = new HashMap<String, Secret>();
        for (var placement : auth.keys()) {
            var pointer = pointer(placement.name());
            var value = fields.text(pointer, given.get(placement.name()), 1, LONGEST);
            if (placement.in() == Auth.Place.HEADER) {
                require(
                        fields,
                        pointer,
                        prefixed(placement, value),
                        HEADER_VALUE.asMatchPredicate());
            }
            read.put(key(placement), Secret.of(value));
        }
        for (var name : given.keySet()) {
            if (auth.keys().stream().noneMatch(placement -> placement.name().equals(name))) {
                fields.wrong(pointer(name), "not_applicable", "The service has no such key");
            }
        }
        return read;
    }

    /**
     * RFC 7617 §2: a user name has no colon, and neither it nor the password control characters.
     */
    private static Map<String, Secret> basic(Fields fields, PostedCredential posted) {
        refuse(fields, "keys", posted.keys());
        refuse(fields, TOKEN, posted.token());
        var username = fields.text(AT + "/" + USERNAME, posted.username(), 0, LONGEST_USERNAME);
        if (username.contains(":")) {
            fields.wrong(AT + "/" + USERNAME, "colon", "A user name has no colon (RFC 7617)");
        }
        var password = fields.text(AT + "/" + PASSWORD, posted.password(), 0, LONGEST);
        if (username.isEmpty() && password.isEmpty()) {
            fields.wrong(AT, "required", "A user name or a password is required");
        }
        return Map.of(USERNAME, Secret.of(username), PASSWORD, Secret.of(password));
    }

    private static Map<String, Secret> bearer(Fields fields, PostedCredential posted) {
        refuse(fields, "keys", posted.keys());
        refuse(fields, USERNAME, posted.username());
        refuse(fields, PASSWORD, posted.password());
        var pointer = AT + "/" + TOKEN;
        var token = fields.text(pointer, posted.token(), 1, LONGEST);
        require(fields, pointer, token, WORD.asMatchPredicate());
        return Map.of(TOKEN, Secret.of(token));
    }

    private static String prefixed(KeyPlacement placement, String value) {
        return placement.prefix() == null ? value : placement.prefix() + value;
    }

    /** An empty value was noted already. */
    private static void require(
            Fields fields, String pointer, String value, Predicate<String> allowed) {
        if (!value.isEmpty() && !allowed.test(value)) {
            fields.wrong(
                    pointer, "not_sendable", "It cannot stand in a header: printable ASCII only");
        }
    }

    private static void refuse(Fields fields, String member, @Nullable Object value) {
        if (value != null) {
            fields.wrong(AT + "/" + member, "not_applicable", "Not for this type of service");
        }
    }

    /** RFC 6901 §3. */
    private static String pointer(String key) {
        return AT + "/keys/" + key.replace("~", "~0").replace("/", "~1");
    }
}
