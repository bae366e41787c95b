package dev.mooring.credentials.ending;

/** What was done at the service before a credential was destroyed here. */
enum AtService {
    /** The service has revoked it, or never knew it. */
    REVOKED("revoked"),
    /** The service will not. */
    REFUSED("refused"),
    /** The service could not be asked, or did not answer. */
    UNANSWERED("unanswered"),
    /** The service has no revocation. */
    NOT_OFFERED("not_offered"),
    /** Another authorization is in effect, which the service might have ended with it. */
    LEFT("left");

    private final String code;

    AtService(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
