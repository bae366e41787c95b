package dev.mooring.language;

/** Names a service, built-in or custom, over all its versions. */
public record ServiceId(String value) {

    private static final String PREFIX = "svc_";

    public ServiceId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static ServiceId madeBy(CommandId command) {
        return new ServiceId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
