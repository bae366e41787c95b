package dev.mooring.sandbox.scope;

/**
 * A permission (RFC 6749 section 3.3).
 *
 * @param name as it stands in {@code scope}
 * @param description what it permits, as a sentence for the person who is asked
 * @param access what kind of thing it lets an application do
 */
public record Scope(String name, String description, Access access) {}
