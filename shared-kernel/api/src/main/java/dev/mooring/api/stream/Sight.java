package dev.mooring.api.stream;

/**
 * What a look shows.
 *
 * @param value what is told
 * @param state what has to differ from the look before for it to be told again
 * @param last whether nothing comes after it
 */
public record Sight<T>(T value, Object state, boolean last) {}
