package dev.mooring.language;

/** Names a tenant: everything belongs to exactly one, and nothing crosses it. */
public record WorkspaceId(String value) {

    private static final String PREFIX = "wsp_";

    public WorkspaceId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static WorkspaceId madeBy(CommandId command) {
        return new WorkspaceId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
