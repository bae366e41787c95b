package dev.mooring.nodes;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where other nodes may use the same database, and can reach this one. */
final class OnSharedDatabase implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var environment = context.getEnvironment();
        return !environment.getProperty("mooring.mongodb.uri", "").isBlank()
                && NodeAddress.isKnown(environment);
    }
}
