package dev.mooring.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.service.Configuration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Makes a user's choices at a service into what reuse is decided by. Thread-safe. */
public final class Configurations {

    private static final String PURPOSE = "fingerprint";

    private final ServiceDirectory directory;
    private final PersonalKeys keys;

    public Configurations(ServiceDirectory directory, PersonalKeys keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /**
     * What a choice amounts to. Choosing the outcome again leads to the same.
     *
     * @param scopes with the implied ones, in code-point order
     * @param parameters normalised, with defaults
     * @param fingerprint of the configuration under the workspace's present client
     */
    public record Chosen(
            List<String> scopes, Map<String, String> parameters, Fingerprint fingerprint) {

        public Chosen {
            scopes = List.copyOf(scopes);
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * Resolves a choice of scopes and parameters at a version of a service.
     *
     * @throws Refusal {@code scope.unknown}, {@code parameter.invalid}
     * @throws dev.mooring.keys.KeyDestroyedException for a user who was erased
     */
    public Chosen choose(
            UserId user,
            Service service,
            Collection<String> scopes,
            Map<String, String> parameters) {
        var chosenScopes = service.definition().chooseScopes(scopes);
        var chosenParameters = service.definition().chooseParameters(parameters);
        var configuration =
                new Configuration(
                        service.workspace(),
                        user,
                        service.registration(),
                        directory.client(service).map(Client::clientId).orElse(null),
                        service.definition().auth(),
                        service.definition().baseUrls(),
                        chosenScopes,
                        chosenParameters);
        return new Chosen(chosenScopes, chosenParameters, fingerprint(configuration));
    }

    private Fingerprint fingerprint(Configuration configuration) {
        var code =
                keys.mac(
                        configuration.workspace().value(),
                        configuration.user().value(),
                        PURPOSE,
                        configuration.canonical().getBytes(UTF_8));
        return Fingerprint.of(Base64.getUrlDecoder().decode(code));
    }
}
