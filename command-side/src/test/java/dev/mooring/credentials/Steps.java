package dev.mooring.credentials;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.outbound.Outbound;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * Watches the steps by which a node changes anything outside of itself: writes to the vault, to the
 * activity log and to the domain log, and requests to the service. May let the node die before or
 * after one of them.
 */
public final class Steps {

    private static final Set<String> WRITES = Set.of("insertOne", "updateOne");
    private static final Set<String> WITH =
            Set.of("withReadPreference", "withReadConcern", "withWriteConcern");

    private final List<String> taken = new ArrayList<>();
    private int deadly = Integer.MAX_VALUE;
    private boolean before;
    private boolean watching;
    private String staleAggregate = "";
    private int staleReads;

    /** The node is dead: nothing of it goes on. */
    public static final class Died extends Error {

        private static final long serialVersionUID = 1L;

        Died(String where) {
            super(where, null, false, false);
        }
    }

    /** What may fail. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws Throwable;
    }

    /**
     * The next so many reads of an aggregate are answered by a primary that was replaced: without
     * the aggregate's last event.
     */
    public synchronized void nextReadsAreStale(String aggregate, int reads) {
        staleAggregate = aggregate;
        staleReads = reads;
    }

    /** Begins to count. */
    public synchronized void watch() {
        watching = true;
        taken.clear();
    }

    /**
     * Begins to count, and lets the node die at a step.
     *
     * @param step counted from 0
     */
    public synchronized void dieAt(int step, boolean beforeIt) {
        watch();
        deadly = step;
        before = beforeIt;
    }

    /** The steps that were taken, by name. */
    public synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    MongoDatabase over(MongoDatabase database) {
        return proxy(
                MongoDatabase.class,
                (_, method, arguments) -> {
                    var result = invoke(database, method, arguments);
                    return method.getName().equals("getCollection")
                                    && arguments.length == 1
                                    && arguments[0].equals("vault")
                            ? vault(collection(result))
                            : result;
                });
    }

    Outbound over(Outbound outbound) {
        return request -> step("send", () -> outbound.send(request));
    }

    CommandSender over(CommandSender sender) {
        return (command, context) -> step("command", () -> sender.send(command, context));
    }

    EventLog over(EventLog log) {
        return proxy(
                EventLog.class,
                (_, method, arguments) ->
                        method.getName().equals("append")
                                ? step("record", () -> invoke(log, method, arguments))
                                : invoke(log, method, arguments));
    }

    EventLog staleOver(EventLog log) {
        return proxy(
                EventLog.class,
                (_, method, arguments) -> {
                    var result = invoke(log, method, arguments);
                    return method.getName().equals("readAggregate") && takesStale(arguments[0])
                            ? ((List<?>) result).subList(0, ((List<?>) result).size() - 1)
                            : result;
                });
    }

    private synchronized boolean takesStale(Object aggregate) {
        return aggregate.equals(staleAggregate) && staleReads-- > 0;
    }

    private MongoCollection<Document> vault(MongoCollection<Document> collection) {
        return collection(
                proxy(
                        MongoCollection.class,
                        (_, method, arguments) -> {
                            if (WITH.contains(method.getName())) {
                                return vault(collection(invoke(collection, method, arguments)));
                            }
                            return WRITES.contains(method.getName())
                                    ? step("vault", () -> invoke(collection, method, arguments))
                                    : invoke(collection, method, arguments);
                        }));
    }

    private <T> T step(String name, Call<T> call) {
        var kills = enter(name);
        if (kills && before) {
            throw new Died("before " + name);
        }
        var result = run(call);
        if (kills) {
            throw new Died("after " + name);
        }
        return result;
    }

    private synchronized boolean enter(String name) {
        if (!watching) {
            return false;
        }
        taken.add(name);
        if (taken.size() - 1 > deadly) {
            throw new Died("already, at " + name);
        }
        return taken.size() - 1 == deadly;
    }

    private static <T> T run(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private static MongoCollection<Document> collection(Object collection) {
        return (MongoCollection<Document>) collection;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        Steps.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
