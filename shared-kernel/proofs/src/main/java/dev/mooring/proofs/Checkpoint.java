package dev.mooring.proofs;

import java.util.regex.Pattern;

/**
 * What a tree was when it had so many leaves, as the text of a note (C2SP tlog-checkpoint).
 *
 * @param origin names the tree among all trees
 */
public record Checkpoint(String origin, long size, TreeHash root) {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int LINES = 3;

    public Checkpoint {
        if (origin.isEmpty() || origin.contains("\n") || size < 0) {
            throw new IllegalArgumentException("not a checkpoint");
        }
    }

    /**
     * Reads a note's text. Lines that a newer version adds are passed over.
     *
     * @throws IllegalArgumentException for another text
     */
    public static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length <= LINES || !NUMBER.matcher(lines[1]).matches()) {
            throw new IllegalArgumentException("not a checkpoint");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), TreeHash.parse(lines[2]));
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    /** A whole number as C2SP writes it. */
    static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number");
        }
        return Long.parseLong(text);
    }
}
