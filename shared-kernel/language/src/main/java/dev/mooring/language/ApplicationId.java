package dev.mooring.language;

/** Names a client application of a workspace. */
public record ApplicationId(String value) {

    private static final String PREFIX = "app_";

    public ApplicationId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static ApplicationId madeBy(CommandId command) {
        return new ApplicationId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
