package dev.mooring.eventlog.forward;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where forwarded requests arrive: lets through what another node of this installation sent, just
 * now and for the first time, and signs the answer. Whatever speaks HTTP calls it, on a thread that
 * may wait. Thread-safe.
 */
public final class Inbox {

    /** Under this path, followed by the log's name, nodes reach each other. */
    public static final String PATH = "/append/";

    public static final String TIME = "Mooring-Time";
    public static final String NONCE = "Mooring-Nonce";
    public static final String SIGNATURE = "Mooring-Signature";

    /** More than a batch with a commit of the largest size takes, in bytes. */
    public static final int MOST_BYTES = 20 << 20;

    /** How far a request's time may be from now; for longer its nonce is remembered. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int LONGEST_NONCE = 64;

    private final Signer signer;
    private final Clock clock;
    private final Map<String, UnaryOperator<byte[]>> logs = new ConcurrentHashMap<>();
    private final Set<String> nonces = new HashSet<>();
    private final ArrayDeque<Used> inOrder = new ArrayDeque<>();

    /**
     * Takes no requests yet.
     *
     * @param clock the same for all nodes: database time
     */
    public Inbox(Signer signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /** From now on has requests for a log answered. */
    public void deliver(String log, UnaryOperator<byte[]> recipient) {
        logs.put(log, recipient);
    }

    /** What goes back: a body, and what belongs into the header {@link #SIGNATURE}. */
    public static final class Signed {

        private final byte[] body;
        private final String signature;

        private Signed(byte[] body, String signature) {
            this.body = body;
            this.signature = signature;
        }

        public byte[] body() {
            return body;
        }

        public String signature() {
            return signature;
        }
    }

    private record Used(String nonce, long time) {}

    /**
     * Has a request answered.
     *
     * @param time the header's text, or null where there was none; likewise the others
     * @return empty where the request is nobody's whom this node knows, is not for a log that it
     *     has, or is no request: nothing was done, and no reason is given
     */
    public Optional<Signed> answer(
            String log,
            @Nullable String time,
            @Nullable String nonce,
            @Nullable String signature,
            byte[] body) {
        var recipient = logs.get(log);
        if (recipient == null || time == null || nonce == null || signature == null) {
            return Optional.empty();
        }
        if (!isGenuine(log, time, nonce, signature, body)) {
            return Optional.empty();
        }
        try {
            var reply = recipient.apply(body);
            return Optional.of(new Signed(reply, Signature.ofAnswer(signer, nonce, reply)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isGenuine(
            String log, String time, String nonce, String signature, byte[] body) {
        long sent;
        try {
            sent = Long.parseLong(time);
        } catch (NumberFormatException e) {
            return false;
        }
        return nonce.length() <= LONGEST_NONCE
                && nonce.indexOf('\n') < 0
                && Signature.isSame(Signature.ofRequest(signer, log, sent, nonce, body), signature)
                && isFresh(sent, nonce);
    }

    /** Only what is signed is remembered, so that nobody else can fill this. */
    private synchronized boolean isFresh(long sent, String nonce) {
        long now = clock.millis();
        while (!inOrder.isEmpty() && inOrder.peek().time() < now - 3 * WINDOW.toMillis()) {
            nonces.remove(inOrder.remove().nonce());
        }
        if (Math.abs(now - sent) > WINDOW.toMillis() || !nonces.add(nonce)) {
            return false;
        }
        inOrder.add(new Used(nonce, now));
        return true;
    }
}
