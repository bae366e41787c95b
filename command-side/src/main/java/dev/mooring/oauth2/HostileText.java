package dev.mooring.oauth2;

import java.util.regex.Pattern;

/** Text that a stranger wrote and a person will read. */
public final class HostileText {

    /** Most code points that are kept. */
    public static final int MOST = 200;

    /** Controls, formats such as bidirectional overrides, surrogates, private use, unassigned. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\s]+");

    private HostileText() {}

    /**
     * One line of printable text, at most {@link #MOST} code points, cut with an ellipsis. It is
     * not escaped: that is for whoever puts it into a page.
     */
    public static String clean(String text) {
        // What is beyond this is not kept, and not worth looking at.
        String head = text.length() > 4 * MOST ? text.substring(0, 4 * MOST) : text;
        String line = UNPRINTABLE.matcher(head).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= MOST) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, MOST - 1)).strip() + "…";
    }
}
