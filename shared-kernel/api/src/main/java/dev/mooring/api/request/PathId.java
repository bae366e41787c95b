package dev.mooring.api.request;

import dev.mooring.language.Refusal;
import java.util.regex.Pattern;

/** What stands in a path for a thing: its id, or a connection's link name. */
public sealed interface PathId {

    String value();

    /** An opaque id, such as {@code con_8fQ2}. */
    record Id(String value) implements PathId {
        private static final Pattern FORM = Pattern.compile("[a-z]{3}_[A-Za-z0-9]{1,40}");

        /** The three letters that say what it is an id of. */
        public String prefix() {
            return value.substring(0, 3);
        }
    }

    /** A script-safe name, unique within its workspace. */
    record LinkName(String value) implements PathId {
        private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,49}");
    }

    /**
     * Reads an id or a link name. {@code gmx_2} has the form of both: it is an id when its prefix
     * is the one that the place asks for.
     *
     * @param prefix the three letters of an id in this place
     * @throws Refusal {@code request.invalid} for anything else, however long
     */
    static PathId of(String prefix, String raw) {
        if (isId(prefix, raw)) {
            return new Id(raw);
        }
        if (raw.length() <= 50 && LinkName.FORM.matcher(raw).matches()) {
            return new LinkName(raw);
        }
        throw refused(prefix + "_… or a link name");
    }

    /**
     * Reads an id where no link name can stand.
     *
     * @param prefix the three letters of an id in this place
     * @throws Refusal {@code request.invalid}
     */
    static String id(String prefix, String raw) {
        if (!isId(prefix, raw)) {
            throw refused(prefix + "_…");
        }
        return raw;
    }

    private static boolean isId(String prefix, String raw) {
        return raw.length() <= 44 && raw.startsWith(prefix + "_") && Id.FORM.matcher(raw).matches();
    }

    private static Refusal refused(String expected) {
        return Refusal.invalid(
                "path", "id.invalid", "The path holds no valid id where " + expected + " belongs");
    }
}
