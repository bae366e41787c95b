package dev.mooring.eventlog;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The network address that a request came from, which is personal. One that was read from the log
 * is still ciphertext and opened only when somebody asks for its {@link #text}: whoever reads a
 * whole log hardly ever does, and pays for no decryption.
 *
 * <p>To compare one, to print it or to put it into a map never opens it, and so never fails. Two
 * are equal where they are told apart by nothing else than their text, or stand in the same event:
 * one that was read is never equal to one that was given as text. Immutable and thread-safe.
 */
public final class Address {

    private final String stored;
    private final @Nullable UnaryOperator<String> opening;

    private Address(String stored, @Nullable UnaryOperator<String> opening) {
        this.stored = stored;
        this.opening = opening;
    }

    /** The address of a request that is at hand. */
    public static Address of(String text) {
        return new Address(text, null);
    }

    /**
     * An address as the log holds it.
     *
     * @param ciphertext of which no other has the same
     * @param opening makes text of it, each time it is asked to
     */
    public static Address stored(String ciphertext, UnaryOperator<String> opening) {
        return new Address(ciphertext, opening);
    }

    /**
     * The address; {@link dev.mooring.language.Personal#ERASED} once its owner's key is destroyed.
     * Not kept: every call decides anew, so that what is destroyed is gone for everyone who still
     * holds the event.
     *
     * @throws dev.mooring.keys.UnreadableException where the ciphertext was altered or belongs
     *     elsewhere. The event around it is readable all the same: only who asks for the address is
     *     stopped, and a processor parks the event for it
     * @throws dev.mooring.keys.KeysUnavailableException where the key cannot be had at this moment
     */
    public String text() {
        return opening == null ? stored : opening.apply(stored);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that
                && stored.equals(that.stored)
                && (opening == null) == (that.opening == null);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stored, opening == null);
    }

    /** Says nothing of itself. */
    @Override
    public String toString() {
        return "Address[redacted]";
    }
}
