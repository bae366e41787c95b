package dev.mooring.language;

/** Names an authorization; minted when its attempt starts. */
public record AuthorizationId(String value) {

    private static final String PREFIX = "aut_";

    public AuthorizationId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static AuthorizationId madeBy(CommandId command) {
        return new AuthorizationId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
