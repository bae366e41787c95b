package dev.mooring.authorizing.attempts;

import dev.mooring.oauth2.OneTimeSecret;
import org.jspecify.annotations.Nullable;

/**
 * What a token request needs and what its id token is checked by. Once handed out it is stored
 * nowhere.
 *
 * @param code where it was put aside for a confirmation; else whoever received it has it
 */
public record ExchangeSecrets(OneTimeSecret verifier, OneTimeSecret nonce, @Nullable String code) {

    @Override
    public String toString() {
        return "ExchangeSecrets[…]";
    }
}
