package dev.mooring.language;

/** Stands for a user in events: random, so that without the look-up index it names nobody. */
public record UserId(String value) {

    private static final String PREFIX = "usr_";

    public UserId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static UserId madeBy(CommandId command) {
        return new UserId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
