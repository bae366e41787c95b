package dev.mooring.eventlog;

/**
 * Sends a command to its handler, on the caller's thread, and tells what became of it. Thread-safe.
 */
@FunctionalInterface
public interface CommandSender {

    /**
     * Handles a command; all its events are one commit, durable when it returns. On a conflict it
     * decides anew with the same id and time, five tries at most, and none where the context
     * expects a version.
     *
     * @return what became of it; for a named command that was sent before, what became of it then
     * @throws dev.mooring.language.Refusal the handler's own, and {@code concurrent.change} after
     *     the last try, and {@code precondition.failed} where the expected version is not the
     *     aggregate's
     * @throws LogUnavailableException where the log gave no answer
     */
    Receipt send(Object command, CommandContext context);
}
