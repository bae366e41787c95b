package dev.mooring.api.request;

/**
 * A caller's {@code Idempotency-Key}.
 *
 * @param key 1 to 255 visible ASCII characters
 * @param fingerprint keyed HMAC over everything else that the request says: path, query, user,
 *     precondition and body
 */
public record IdempotencyKey(String key, String fingerprint) {}
