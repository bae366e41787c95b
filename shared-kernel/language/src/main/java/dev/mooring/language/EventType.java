package dev.mooring.language;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The logical name under which an event is stored, {@code <aggregate type>.<past tense>}. A class
 * name never reaches the log. The revision stands beside it as Axon's {@code @Revision}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** For example {@code connection.created}. */
    String value();
}
