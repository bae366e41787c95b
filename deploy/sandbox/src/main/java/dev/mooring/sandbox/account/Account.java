package dev.mooring.sandbox.account;

import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Someone who can sign in.
 *
 * @param id never changes; the {@code sub} of this account's tokens
 * @param displayName how pages address the person
 * @param email the person's address, at a domain that can never receive mail (RFC 2606)
 */
public record Account(String id, String displayName, String email)
        implements AuthenticatedPrincipal, Serializable {

    /** The id: what Spring Security knows the person by. */
    @Override
    public String getName() {
        return id;
    }
}
