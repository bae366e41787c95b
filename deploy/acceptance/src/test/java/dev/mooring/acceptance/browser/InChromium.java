package dev.mooring.acceptance.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class with a real browser; its methods may take a {@link Browser}, which is closed
 * after the test.
 *
 * <p>Where something that it takes is missing, the class is left out with a word on standard error,
 * and fails instead when {@code MOORING_REQUIRE_CHROMIUM} is {@code true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ChromiumExtension.class)
public @interface InChromium {}
