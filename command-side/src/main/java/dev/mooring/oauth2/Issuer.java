package dev.mooring.oauth2;

import org.jspecify.annotations.Nullable;

/**
 * What {@code iss} of a callback has to be (RFC 9207 §2.4).
 *
 * @param identifier of the service, compared character by character; null where it has none
 * @param promised whether the service said that it always sends it
 */
public record Issuer(@Nullable String identifier, boolean promised) {

    /** A service without an issuer; whatever it calls itself is not compared. */
    public static final Issuer UNKNOWN = new Issuer(null, false);

    /** Whether a callback that tells this may come from the service; on errors too. */
    public boolean accepts(@Nullable String told) {
        if (told == null) {
            return !promised;
        }
        return identifier == null || told.equals(identifier);
    }
}
