package dev.mooring.acceptance.browser;

import dev.mooring.acceptance.browser.Chromium.Search;
import dev.mooring.acceptance.process.Packaged;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Behind {@link InChromium}: never a silent omission. */
final class ChromiumExtension implements ExecutionCondition, ParameterResolver {

    private static final String REQUIRED = "MOORING_REQUIRE_CHROMIUM";

    private static final ExtensionContext.Namespace STORE =
            ExtensionContext.Namespace.create(ChromiumExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return switch (Chromium.find(System.getenv())) {
            case Search.Found _ -> ConditionEvaluationResult.enabled("Chromium is here");
            case Search.Missing missing -> leaveOut(context, missing);
        };
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (!(Chromium.find(System.getenv()) instanceof Search.Found(Chromium chromium))) {
            throw new ParameterResolutionException("Chromium has gone");
        }
        // JUnit closes what is in a test's store when the test ends.
        return context.getStore(STORE)
                .computeIfAbsent(
                        Browser.class,
                        _ ->
                                Browser.start(
                                        chromium, Packaged.folder(name(context)).resolve("pages")),
                        Browser.class);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName()
                + "-"
                + context.getRequiredTestMethod().getName();
    }

    private static ConditionEvaluationResult leaveOut(
            ExtensionContext context, Search.Missing missing) {
        if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
            throw new ExtensionConfigurationException(
                    "%s is missing and %s is set".formatted(missing.what(), REQUIRED));
        }
        if (context.getTestMethod().isEmpty()) {
            System.err.printf(
                    "%n*** LEFT OUT: %s%n*** %s is missing; deploy/test brings it%n%n",
                    context.getDisplayName(), missing.what());
        }
        return ConditionEvaluationResult.disabled("LEFT OUT, missing: " + missing.what());
    }
}
