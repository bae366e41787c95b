package dev.mooring.authorizing.attempts;

import java.net.URI;

/** How it is made sure that who starts is who finishes (security.md 4). */
public sealed interface Finish {

    /** The browser holds a console session of the attempt's user, at the start and at the end. */
    record BySession() implements Finish {}

    /**
     * The workspace's backend knows whose browser it is, and confirms before the code is used.
     *
     * @param returnUrl where the browser is sent with the confirmation, from the allow-list
     */
    record ByConfirmation(URI returnUrl) implements Finish {}

    /** Nobody checks: the development profile alone. */
    record Unchecked() implements Finish {}
}
