package dev.mooring.language;

import java.util.regex.Pattern;

/** The form that all ids share: a prefix that tells the kind, then letters and digits. */
final class Ids {

    private static final Pattern TAIL = Pattern.compile("[A-Za-z0-9]{1,40}");

    private Ids() {}

    static String require(String prefix, String value) {
        if (!isValid(prefix, value)) {
            throw Refusal.invalid(
                    "",
                    "id.invalid",
                    "an id of this kind is " + prefix + " and up to 40 letters and digits");
        }
        return value;
    }

    static boolean isValid(String prefix, String value) {
        return value.startsWith(prefix) && TAIL.matcher(value.substring(prefix.length())).matches();
    }
}
