package dev.mooring.api.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The route hands query and body on without reading them: parameters may repeat, a caught rest of
 * the path may be anything, and the body is streamed and may be of any size. The handler method
 * guards itself.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Passthrough {}
