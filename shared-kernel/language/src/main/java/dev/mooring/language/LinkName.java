package dev.mooring.language;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A connection's unique, immutable, script-safe name within its workspace. Technical and not
 * personal: by default it is made from the service, never from a name.
 *
 * @param value {@code [a-z][a-z0-9_]{0,49}}
 */
public record LinkName(String value) {

    public static final int MAX_LENGTH = 50;

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    public LinkName {
        if (!isValid(value)) {
            throw Refusal.invalid(
                    "/linkName",
                    "link_name.invalid",
                    "a link name starts with a letter a-z and goes on with a-z, 0-9 and _, 50 characters at most");
        }
    }

    /**
     * The nearest link name to a service's name: {@code Google Drive} makes {@code google_drive}.
     */
    public static LinkName from(String serviceName) {
        var plain =
                Normalizer.normalize(serviceName, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^[^a-z]+|_+$", "");
        return new LinkName(
                plain.isEmpty() ? "connection" : plain.substring(0, Math.min(plain.length(), 40)));
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    /**
     * The n-th candidate after this one is taken: {@code gmail}, {@code gmail_2}, {@code gmail_3}.
     */
    public LinkName candidate(int n) {
        if (n <= 1) {
            return this;
        }
        var suffix = "_" + n;
        return new LinkName(
                value.substring(0, Math.min(value.length(), MAX_LENGTH - suffix.length()))
                        + suffix);
    }

    @Override
    public String toString() {
        return value;
    }
}
