package dev.mooring.server;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.embedded.EmbeddedMongoException;
import dev.mooring.keys.KeysUnavailableException;
import dev.mooring.workspaces.ExposedKeyException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says why the server did not start, by which property, and what mends it. Spring asks it before
 * its own analyzers, by way of {@code META-INF/spring.factories}. What it does not know is a fault
 * of ours, and keeps its stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements FailureAnalyzer {

    private static final String MONGODB = "mooring.mongodb.uri";

    private final Environment environment;

    StartFailures(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var said = said(cause);
            if (said != null) {
                return new FailureAnalysis(said, null, failure);
            }
        }
        return null;
    }

    private @Nullable String said(Throwable cause) {
        return switch (cause) {
            case StartRefusedException refused -> refused.getMessage();
            case EmbeddedMongoException database ->
                    "%s The folder is set by mooring.data.".formatted(database.getMessage());
            case KeysUnavailableException keys -> keys.getMessage();
            case ExposedKeyException key -> key.getMessage();
            case LogCorruptException log ->
                    "The event log is damaged: %s. Restore it from a backup; nothing was written."
                            .formatted(log.getMessage());
            case LogUnavailableException _, MongoTimeoutException _ when isConfigured() ->
                    "No MongoDB answers at %s: start it, or mend %s.".formatted(hosts(), MONGODB);
            case MongoSecurityException _ when isConfigured() ->
                    "MongoDB at %s refuses the user or the password in %s: mend it, or add the user there."
                            .formatted(hosts(), MONGODB);
            case MongoException mongo when isConfigured() ->
                    "MongoDB at %s (%s) answers: %s"
                            .formatted(hosts(), MONGODB, mongo.getMessage());
            case PortInUseException taken ->
                    "Port %d is taken: stop what listens there, or set %s to another."
                            .formatted(taken.getPort(), propertyOf(taken.getPort()));
            case BindException property -> unusable(property);
            case FileSystemException file ->
                    "The file %s cannot be used (%s): let this process's user read and write it, or choose another folder by mooring.data."
                            .formatted(file.getFile(), reason(file));
            default -> null;
        };
    }

    private boolean isConfigured() {
        return !environment.getProperty(MONGODB, "").isBlank();
    }

    /** Without the user and his password. */
    private String hosts() {
        return String.join(
                ", ", new ConnectionString(environment.getProperty(MONGODB, "")).getHosts());
    }

    private String propertyOf(int port) {
        return port == environment.getProperty("server.port", Integer.class, 0)
                ? "server.port"
                : "mooring.management.port";
    }

    /** Some of our messages name the property themselves, where several go together. */
    private static String unusable(BindException property) {
        var cause = NestedExceptionUtils.getMostSpecificCause(property);
        var said = String.valueOf(cause.getMessage());
        return said.startsWith("mooring.")
                ? said + "."
                : "The property %s cannot be used: %s.".formatted(property.getName(), said);
    }

    private static String reason(FileSystemException file) {
        var reason = file.getReason();
        return reason == null ? file.getClass().getSimpleName() : reason;
    }
}
