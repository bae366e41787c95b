package dev.mooring.eventlog.mongo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A primary that has been replaced and does not know it yet: the next so many reads are answered
 * without what came since, here without anything.
 */
final class StalePrimary {

    private final AtomicInteger staleReads = new AtomicInteger();
    private final LogCollection real;

    StalePrimary(LogCollection real) {
        this.real = real;
    }

    void answers(int reads) {
        staleReads.set(reads);
    }

    LogCollection collection() {
        return (LogCollection)
                Proxy.newProxyInstance(
                        LogCollection.class.getClassLoader(),
                        new Class<?>[] {LogCollection.class},
                        (_, method, arguments) -> {
                            var returned = method.getReturnType();
                            if (returned == List.class && takeStale()) {
                                return List.of();
                            }
                            if (returned == Optional.class && takeStale()) {
                                return Optional.empty();
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private boolean takeStale() {
        return staleReads.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
