package dev.mooring.language;

/** Names one run of authorizing. It stands in logs and events, so it opens nothing. */
public record AttemptId(String value) {

    private static final String PREFIX = "att_";

    public AttemptId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static AttemptId madeBy(CommandId command) {
        return new AttemptId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
