package dev.mooring.language;

/** Names one rebuild of a read model. */
public record RebuildId(String value) {

    private static final String PREFIX = "rbd_";

    public RebuildId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to the rebuild that it orders. */
    public static RebuildId madeBy(CommandId command) {
        return new RebuildId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
