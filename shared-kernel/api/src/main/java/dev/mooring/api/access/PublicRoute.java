package dev.mooring.api.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The handler method answers anyone; credentials that come along are not looked at. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface PublicRoute {

    /**
     * Whether a person's browser is at the other end: problems are then static pages, and unknown
     * query parameters are let through, since a service may add its own to a redirect.
     */
    boolean page() default false;
}
