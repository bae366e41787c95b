package dev.mooring.eventlog.tck.mongo;

import dev.mooring.eventlog.tck.mongo.MongoFixtures.Search;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Behind {@link OnEngine}: one fixture per engine and JVM, and never a silent omission. */
final class MongoExtension implements ExecutionCondition, ParameterResolver {

    private final MongoFixtures fixtures = MongoFixtures.ofThisMachine();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return switch (started(context).search()) {
            case Search.Found found ->
                    ConditionEvaluationResult.enabled("runs on " + found.fixture().description());
            case Search.Missing missing -> leaveOut(missing, fixtures.requiresEveryEngine());
        };
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return MongoFixture.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> wanted = parameter.getParameter().getType();
        if (started(context).search() instanceof Search.Found found
                && wanted.isInstance(found.fixture())) {
            return found.fixture();
        }
        throw new ParameterResolutionException(
                "engine %s has no %s to break; a server named by MOORING_TEST_MONGODB_URI has none"
                        .formatted(engine(context), wanted.getSimpleName()));
    }

    static ConditionEvaluationResult leaveOut(Search.Missing missing, boolean required) {
        if (required) {
            throw new ExtensionConfigurationException(
                    "engine %s is missing and MOORING_REQUIRE_MONGOD is set: %s"
                            .formatted(missing.engine(), missing.remedy()));
        }
        return ConditionEvaluationResult.disabled(
                "LEFT OUT, no engine " + missing.engine() + ": " + missing.remedy());
    }

    static String banner(Search.Missing missing) {
        return "%n*** LEFT OUT: every test on engine %s%n*** To run them: %s%n"
                .formatted(missing.engine(), missing.remedy());
    }

    private Started started(ExtensionContext context) {
        Engine engine = engine(context);
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(MongoExtension.class))
                .computeIfAbsent(engine, _ -> start(engine), Started.class);
    }

    private Started start(Engine engine) {
        Started started = new Started(fixtures.start(engine));
        // A run that is interrupted does not reach the end of the store.
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        return started;
    }

    private static Engine engine(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(OnEngine.class).value();
    }

    /** Closed by JUnit at the end of the run. */
    private record Started(Search search) implements AutoCloseable {

        Started {
            if (search instanceof Search.Missing missing) {
                System.err.println(banner(missing));
            }
        }

        @Override
        public void close() {
            if (search instanceof Search.Found found) {
                found.fixture().close();
            }
        }
    }
}
