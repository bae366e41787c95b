package dev.mooring.language;

/** Names one handing out of a credential. */
public record DeliveryId(String value) {

    private static final String PREFIX = "dlv_";

    public DeliveryId {
        Ids.require(PREFIX, value);
    }

    /** The id that a command gives to what it creates. */
    public static DeliveryId madeBy(CommandId command) {
        return new DeliveryId(command.derive(PREFIX, ""));
    }

    public static boolean isValid(String value) {
        return Ids.isValid(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
