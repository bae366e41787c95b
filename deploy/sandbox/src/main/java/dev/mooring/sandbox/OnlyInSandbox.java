package dev.mooring.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Keeps a bean out of every other application: one that scans {@code dev.mooring} with the sandbox
 * on its class path, as tests do, must not become an authorization server by that.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnlyInSandbox.Running.class)
public @interface OnlyInSandbox {

    /** Set by {@link SandboxApplication} alone. */
    String PROPERTY = "mooring.sandbox.running";

    /** Whether it is the sandbox that starts. */
    final class Running implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty(PROPERTY, Boolean.class, false);
        }
    }
}
