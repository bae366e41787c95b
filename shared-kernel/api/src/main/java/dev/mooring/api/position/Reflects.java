package dev.mooring.api.position;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The handler method answers from a read model: the route honours {@code Mooring-At-Least} and
 * answers with the {@code Mooring-Position} that it reflects at least.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reflects {

    /** The name of the read model, such as {@code connection-list}. */
    String value();
}
