package dev.mooring.language;

/** Names a service, built-in or custom, over all its versions. */
public record ServiceId(String value) {

    private static final String PREFIX = "svc_";

    public ServiceId {
        Ids.require(PREFIX, value);
    }

    /**
     * The id of a workspace's own service: one for each link name, so that the name is unique and
     * finds the service.
     */
    public static ServiceId of(WorkspaceId workspace, LinkName name) {
        return new ServiceId(
                CommandId.of("service", workspace.value(), name.value()).derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
