package dev.mooring.proofs.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mooring.proofs.TreeHash;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of an export (JSON Lines). An export is a begin, events, and an end; what is appended to
 * it later, or after it was broken off, begins anew where it left off.
 */
public sealed interface ExportLine {

    /** The line's bytes, with the newline. */
    byte[] bytes();

    /**
     * Where events begin.
     *
     * @param export {@value Format#NAME}
     * @param workspace whose events they are
     * @param keys verifier keys of whoever signs its checkpoints; to be compared with those that
     *     the reader holds
     * @param index of the first event that follows
     * @param subtrees the full subtrees over all events before it, in base64, the largest first
     */
    record Begin(
            String export, String workspace, List<String> keys, long index, List<String> subtrees)
            implements ExportLine {

        public Begin {
            keys = List.copyOf(keys);
            subtrees = List.copyOf(subtrees);
        }

        public static Begin of(
                String workspace, List<String> keys, long index, List<TreeHash> subtrees) {
            return new Begin(
                    Format.NAME,
                    workspace,
                    keys,
                    index,
                    subtrees.stream().map(TreeHash::toString).toList());
        }

        @Override
        public byte[] bytes() {
            return Format.json(this);
        }
    }

    /**
     * One event: {@code {"index":…,"position":…,"hash":"…","event":…}}, without white space, the
     * stored envelope as it is. So an envelope is what stands between the first {@code "event":}
     * and the last brace, and its bytes can be hashed as they are.
     */
    final class Event implements ExportLine {

        private final long index;
        private final long position;
        private final TreeHash hash;
        private final byte[] envelope;

        /**
         * @param index of its leaf in the workspace's tree
         * @param position in the installation's log
         * @param hash of its leaf
         * @param envelope its bytes as they are stored, which nobody changes afterwards
         */
        public Event(long index, long position, TreeHash hash, byte[] envelope) {
            this.index = index;
            this.position = position;
            this.hash = hash;
            this.envelope = envelope;
        }

        public long index() {
            return index;
        }

        public long position() {
            return position;
        }

        /** As the line says it. */
        public TreeHash hash() {
            return hash;
        }

        /** The hash of the envelope as it is. */
        public TreeHash recomputed() {
            return TreeHash.ofLeaf(envelope);
        }

        @Override
        public byte[] bytes() {
            var line = new ByteArrayOutputStream(envelope.length + Format.AROUND_EVENT);
            var head =
                    "{\"index\":"
                            + index
                            + ",\"position\":"
                            + position
                            + ",\"hash\":\""
                            + hash
                            + "\",\"event\":";
            line.writeBytes(head.getBytes(US_ASCII));
            line.writeBytes(envelope);
            line.write('}');
            line.write('\n');
            return line.toByteArray();
        }
    }

    /**
     * Where events end, and what covers them.
     *
     * @param end index after the last event
     * @param consistency proves that the tree of {@code checkpoint} goes on from the one of {@code
     *     end} leaves, in base64; empty where they are the same
     * @param checkpoint a signed note
     */
    record End(long end, List<String> consistency, String checkpoint) implements ExportLine {

        public End {
            consistency = List.copyOf(consistency);
        }

        public static End of(long end, List<TreeHash> consistency, String checkpoint) {
            return new End(end, consistency.stream().map(TreeHash::toString).toList(), checkpoint);
        }

        @Override
        public byte[] bytes() {
            return Format.json(this);
        }
    }

    /**
     * Reads a line, without the newline.
     *
     * @throws IllegalArgumentException for what is none
     */
    static ExportLine parse(byte[] line) {
        return Format.parse(line);
    }

    /** How lines are written. */
    final class Format {

        /** The format's name and version. */
        public static final String NAME = "mooring.export/1";

        private static final int AROUND_EVENT = 160;

        private static final JsonMapper JSON =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();

        private static final Pattern EVENT =
                Pattern.compile(
                        "\\{\"index\":(0|[1-9]\\d{0,17}),\"position\":([1-9]\\d{0,17}),\"hash\":\"([A-Za-z0-9+/]{43}=)\",\"event\":");

        private Format() {}

        private static byte[] json(ExportLine line) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(JSON.writeValueAsBytes(line));
            bytes.write('\n');
            return bytes.toByteArray();
        }

        private static ExportLine parse(byte[] line) {
            var head = new String(line, 0, Math.min(line.length, AROUND_EVENT), ISO_8859_1);
            if (head.startsWith("{\"index\"")) {
                return event(line, head);
            }
            try {
                return head.startsWith("{\"export\"")
                        ? begin(line)
                        : JSON.readValue(line, End.class);
            } catch (JacksonException e) {
                // Its message may quote the line.
                throw new IllegalArgumentException("not a line of an export");
            }
        }

        private static Begin begin(byte[] line) {
            var begin = JSON.readValue(line, Begin.class);
            if (!begin.export().equals(NAME)) {
                throw new IllegalArgumentException("an export of another version");
            }
            return begin;
        }

        private static Event event(byte[] line, String head) {
            var matcher = EVENT.matcher(head);
            if (!matcher.lookingAt() || line[line.length - 1] != '}') {
                throw new IllegalArgumentException("not an event of an export");
            }
            var envelope = new byte[line.length - 1 - matcher.end()];
            System.arraycopy(line, matcher.end(), envelope, 0, envelope.length);
            return new Event(
                    Long.parseLong(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    TreeHash.parse(matcher.group(3)),
                    envelope);
        }
    }
}
