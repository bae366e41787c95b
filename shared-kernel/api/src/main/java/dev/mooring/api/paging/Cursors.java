package dev.mooring.api.paging;

import dev.mooring.api.ApiSecret;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a place in a list into opaque text and back: version, 16 bytes of HMAC over the binding and
 * the place, then the place as JSON, in base64url. The binding is what the list was asked with, so
 * that a cursor of another workspace, user or query reads like a forged one. Not encrypted: a place
 * holds what the page itself showed.
 */
public final class Cursors {

    private static final byte VERSION = 1;
    private static final int SIGNATURE = 16;
    private static final int HEAD = 1 + SIGNATURE;
    private static final int LONGEST = 2048;

    private final ApiSecret secret;
    private final JsonMapper json;

    public Cursors(ApiSecret secret, JsonMapper json) {
        this.secret = secret;
        this.json = json;
    }

    public String write(List<String> binding, Record place) {
        var body = json.writeValueAsBytes(place);
        var cursor = new byte[HEAD + body.length];
        cursor[0] = VERSION;
        System.arraycopy(sign(binding, place.getClass(), body), 0, cursor, 1, SIGNATURE);
        System.arraycopy(body, 0, cursor, HEAD, body.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * Reads a place back.
     *
     * @throws Refusal {@code cursor.invalid} for anything that {@link #write} did not make for this
     *     binding
     */
    public <R extends Record> R read(List<String> binding, String text, Class<R> type) {
        try {
            if (text.length() <= LONGEST) {
                var cursor = Base64.getUrlDecoder().decode(text);
                if (cursor.length > HEAD && cursor[0] == VERSION) {
                    var body = Arrays.copyOfRange(cursor, HEAD, cursor.length);
                    var signature = Arrays.copyOfRange(cursor, 1, HEAD);
                    if (MessageDigest.isEqual(signature, sign(binding, type, body))) {
                        return json.readValue(body, type);
                    }
                }
            }
        } catch (IllegalArgumentException | JacksonException e) {
            // Not base64url, or of another release: to the caller all one.
        }
        throw Refusal.of(ErrorCode.CURSOR_INVALID);
    }

    private byte[] sign(List<String> binding, Class<?> type, byte[] body) {
        return Arrays.copyOf(
                secret.signing("cursor").add(binding).add(type.getSimpleName()).add(body).bytes(),
                SIGNATURE);
    }
}
