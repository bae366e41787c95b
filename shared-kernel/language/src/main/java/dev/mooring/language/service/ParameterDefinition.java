package dev.mooring.language.service;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a connection, such as a region or a subdomain.
 *
 * @param pattern what its value matches as a whole, in RE2 syntax, which is linear in time
 * @param defaultValue used where an optional parameter is left out
 * @param lowercase whether values are lower-cased before they are matched, kept and compared
 */
public record ParameterDefinition(
        String name,
        String label,
        String pattern,
        boolean required,
        @Nullable String defaultValue,
        boolean lowercase) {}
