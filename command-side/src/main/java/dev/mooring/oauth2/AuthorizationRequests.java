package dev.mooring.oauth2;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mooring.language.service.Auth;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the browser is sent to ask for consent (RFC 6749 §4.1.1, RFC 7636 §4.3). Pure. */
public final class AuthorizationRequests {

    private AuthorizationRequests() {}

    /**
     * What one run of the flow is bound by. All are drawn afresh for it.
     *
     * @param verifier of PKCE; the request carries its S256 challenge
     * @param nonce comes back in the id token, where one is due
     */
    public record Bindings(OneTimeSecret state, OneTimeSecret verifier, OneTimeSecret nonce) {}

    /**
     * The URL of the authorization request.
     *
     * @throws IllegalArgumentException where the service's authorize URL or extra parameters set
     *     what the protocol sets
     */
    public static URI uri(OAuth2Client client, List<String> scopes, Bindings bindings) {
        Auth.OAuth2AuthorizationCode service = client.service();
        var endpoint = URI.create(service.authorizeUrl());
        var request =
                new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.clientId()))
                        .redirectionURI(client.redirectUri())
                        .state(new State(bindings.state().value()));
        switch (service.pkce()) {
            case S256 ->
                    request.codeChallenge(
                            new CodeVerifier(bindings.verifier().value()),
                            CodeChallengeMethod.S256);
            case UNSUPPORTED -> {
                // The vendor says so in its documentation; state and cookie still bind the flow.
            }
        }
        var parameters = new LinkedHashMap<String, List<String>>();
        addExtra(parameters, URLUtils.parseParameters(endpoint.getRawQuery()));
        service.authorizeParameters()
                .forEach((name, value) -> addExtra(parameters, Map.of(name, List.of(value))));
        parameters.putAll(request.build().toParameters());
        if (!scopes.isEmpty()) {
            parameters.put("scope", List.of(String.join(service.scopeSeparator(), scopes)));
        }
        if (client.signsIn(scopes)) {
            parameters.put("nonce", List.of(bindings.nonce().value()));
        }
        return URI.create(
                withoutQuery(service.authorizeUrl())
                        + "?"
                        + URLUtils.serializeParameters(parameters));
    }

    private static void addExtra(
            Map<String, List<String>> parameters, Map<String, List<String>> extra) {
        extra.forEach((name, values) -> {
            if (ProtocolParameters.isReserved(name)) {
                throw new IllegalArgumentException(
                        "the protocol itself sets the parameter " + name);
            }
            parameters.put(name, values);
        });
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
