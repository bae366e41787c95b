package dev.mooring.authorizing.browser;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a form was posted from a page of ours. Our pages send no referrer, so browsers say {@code
 * Origin: null} for their forms (Fetch §4.6) and {@code Sec-Fetch-Site} decides; {@code Origin}
 * stands in for it in browsers that do not send it.
 *
 * @param origin our own, from configuration, such as {@code https://mooring.example}
 */
public record SameOrigin(String origin) {

    /**
     * Judges a request by its fetch metadata.
     *
     * @param secFetchSite the header, or null
     * @param originHeader the header, or null
     */
    public boolean accepts(@Nullable String secFetchSite, @Nullable String originHeader) {
        if (secFetchSite != null) {
            return secFetchSite.equals("same-origin")
                    && (originHeader == null
                            || originHeader.equals("null")
                            || isOurs(originHeader));
        }
        return originHeader != null && isOurs(originHeader);
    }

    private boolean isOurs(String told) {
        return told.toLowerCase(Locale.ROOT).equals(origin.toLowerCase(Locale.ROOT));
    }
}
