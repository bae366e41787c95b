package dev.mooring.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Writes in one line why the server did not start, and the stack trace at debug. Spring's own
 * report, of many lines, is switched off in application.yaml.
 */
final class StartFailureReport implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger(MooringApplication.class);

    @Override
    public void report(FailureAnalysis analysis) {
        var action = analysis.getAction();
        var said = action == null ? analysis.getDescription() : sentences(analysis, action);
        LOG.error("The server did not start. {}", said.replaceAll("\\s+", " ").strip());
        LOG.debug("It came of this", analysis.getCause());
    }

    private static String sentences(FailureAnalysis analysis, String action) {
        return analysis.getDescription() + " " + action;
    }
}
