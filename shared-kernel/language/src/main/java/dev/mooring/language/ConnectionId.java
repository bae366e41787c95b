package dev.mooring.language;

/** Names a connection. */
public record ConnectionId(String value) {

    private static final String PREFIX = "con_";

    public ConnectionId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static ConnectionId madeBy(CommandId command) {
        return new ConnectionId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
