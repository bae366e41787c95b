package dev.mooring.sandbox.page;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The response headers of every page: no script, nothing from elsewhere, no referrer. */
public final class PageHeaders implements Customizer<HeadersConfigurer<HttpSecurity>> {

    /**
     * {@code form-action} names all of loopback and not only this origin: browsers apply it to
     * every redirect that follows a form, and the consent form's answer leads to the client's
     * callback and from there to wherever the client goes on.
     */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; "
                    + "form-action 'self' http://localhost:* http://127.0.0.1:*; "
                    + "base-uri 'none'; frame-ancestors 'none'";

    @Override
    public void customize(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER));
    }
}
