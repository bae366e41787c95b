package dev.mooring.language;

/** The form that all ids share: a prefix that tells the kind, then letters and digits. */
final class Ids {

    private static final int LONGEST_TAIL = 40;

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
        int tail = value.length() - prefix.length();
        if (!value.startsWith(prefix) || tail < 1 || tail > LONGEST_TAIL) {
            return false;
        }
        for (int i = prefix.length(); i < value.length(); i++) {
            if (!isLetterOrDigit(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char character) {
        return ('A' <= character && character <= 'Z')
                || ('a' <= character && character <= 'z')
                || ('0' <= character && character <= '9');
    }
}
