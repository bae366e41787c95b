package dev.mooring.language.connection;

/** Why an attempt ended without a grant. */
public enum FailureReason {
    /** The person said no at the service. */
    ACCESS_DENIED("access_denied"),
    /** The service answered the person with another error. */
    SERVICE_REFUSED("service_refused"),
    /** The service refused to exchange the code. */
    EXCHANGE_REFUSED("exchange_refused"),
    /** The service could not be reached, or said that it cannot answer now. */
    SERVICE_UNAVAILABLE("service_unavailable"),
    /** The exchange was begun and its outcome never recorded: a code is sent once only. */
    EXCHANGE_INTERRUPTED("exchange_interrupted"),
    /** The service's answer broke the protocol or a check of it failed. */
    ANSWER_INVALID("answer_invalid"),
    /** Another person came back than the one who started. */
    USER_NOT_CONFIRMED("user_not_confirmed"),
    /** A newer attempt took this one's place. */
    SUPERSEDED("superseded"),
    /** The connection was disabled, deleted or mapped otherwise meanwhile. */
    CONNECTION_CHANGED("connection_changed");

    private final String code;

    FailureReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
