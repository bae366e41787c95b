package dev.mooring.language;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event record that holds personal text: a {@code String} or a {@code
 * Map<String, String>}, whose values count. The log stores it as ciphertext under the key of the
 * event's {@link Subject}; once that key is destroyed it reads as {@link #ERASED}, which every
 * record has to accept.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {

    /** What personal text reads as after its key is gone. */
    String ERASED = "[erased]";
}
