package dev.mooring.language;

/** Names one reading of personal text by an auditor. */
public record ReadingId(String value) {

    private static final String PREFIX = "rdg_";

    public ReadingId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static ReadingId madeBy(CommandId command) {
        return new ReadingId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
