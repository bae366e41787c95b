package dev.mooring.language;

/**
 * Names a workspace's client at a service, and with it the one redirect URI of that client. Opaque
 * and unique per workspace and service, so that a callback names the client that it is for (RFC
 * 9700 §4.4).
 */
public record RegistrationId(String value) {

    private static final String PREFIX = "reg_";

    public RegistrationId {
        Ids.require(PREFIX, value);
    }

    public static RegistrationId of(WorkspaceId workspace, ServiceId service) {
        return new RegistrationId(
                CommandId.of("registration", workspace.value(), service.value())
                        .derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
