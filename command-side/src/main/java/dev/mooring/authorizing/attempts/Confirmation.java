package dev.mooring.authorizing.attempts;

/** What a confirmation by the workspace's backend is worth. */
public sealed interface Confirmation {

    /** The browser's user is the attempt's; its code may be exchanged. */
    record Confirmed(Attempt attempt) implements Confirmation {}

    /** Another user, or another confirmation: the code is dropped for good. */
    record Refuted(Attempt attempt) implements Confirmation {}

    /** It came after its time; the code is dropped for good. */
    record TooLate(Attempt attempt) implements Confirmation {}

    /** There is no such attempt in this workspace, or none that waits for a confirmation. */
    record NotAwaited() implements Confirmation {}
}
