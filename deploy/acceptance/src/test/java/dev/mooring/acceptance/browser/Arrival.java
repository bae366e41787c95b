package dev.mooring.acceptance.browser;

/**
 * The page at which someone has arrived.
 *
 * @param status of the answer that brought it
 * @param text what can be read on it
 */
public record Arrival(String url, int status, String title, String text) {}
