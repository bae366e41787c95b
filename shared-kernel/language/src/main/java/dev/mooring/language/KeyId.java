package dev.mooring.language;

/** Names an API key; the key itself is more than its id. */
public record KeyId(String value) {

    private static final String PREFIX = "key_";

    public KeyId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static KeyId madeBy(CommandId command) {
        return new KeyId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
