package dev.mooring.language;

/**
 * Names an issuer of users' tokens together with the audience that they are meant for: the pair
 * that says whose tokens they are, and that belongs to one workspace of an installation at most.
 */
public record IssuerId(String value) {

    private static final String PREFIX = "iss_";

    public IssuerId {
        Ids.require(PREFIX, value);
    }

    /**
     * The id that a pair always has.
     *
     * @param issuer the claim {@code iss}, compared byte for byte
     * @param audience a value of the claim {@code aud}, compared byte for byte
     */
    public static IssuerId of(String issuer, String audience) {
        return new IssuerId(CommandId.of("issuer", issuer, audience).derive(PREFIX, ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
