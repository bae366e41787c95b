package dev.mooring.credentials.generations;

import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a pending first generation comes from. Of authorizations the log tells it; of attempts that
 * came to nothing nobody else does.
 */
public record Provenance(ConnectionId connection, Grantor grantor) {

    private static final String PREFIX = "origin.";
    private static final String CONNECTION = PREFIX + "connection";
    private static final String USER = PREFIX + "user";
    private static final String SERVICE = PREFIX + "service";
    private static final String SERVICE_VERSION = PREFIX + "service_version";
    private static final String CLIENT_VERSION = PREFIX + "client_version";

    /** Empty for all but a pending first generation. */
    public static Optional<Provenance> from(Map<String, Secret> fields) {
        return fields.containsKey(CONNECTION)
                ? Optional.of(
                        new Provenance(
                                new ConnectionId(Lines.required(fields, CONNECTION)),
                                new Grantor(
                                        new UserId(Lines.required(fields, USER)),
                                        new ServiceId(Lines.required(fields, SERVICE)),
                                        Integer.parseInt(Lines.required(fields, SERVICE_VERSION)),
                                        Integer.parseInt(Lines.required(fields, CLIENT_VERSION)))))
                : Optional.empty();
    }

    /** The fields of a first generation once the log knows where it comes from. */
    static Map<String, Secret> without(Map<String, Secret> fields) {
        var others = new HashMap<>(fields);
        others.keySet().removeIf(name -> name.startsWith(PREFIX));
        return others;
    }

    Map<String, Secret> fields() {
        return Map.of(
                CONNECTION,
                Secret.of(connection.value()),
                USER,
                Secret.of(grantor.user().value()),
                SERVICE,
                Secret.of(grantor.service().value()),
                SERVICE_VERSION,
                Secret.of(Integer.toString(grantor.serviceVersion())),
                CLIENT_VERSION,
                Secret.of(Integer.toString(grantor.clientVersion())));
    }
}
