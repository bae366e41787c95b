package dev.mooring.eventlog.sample;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.format.CommitDocument;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * A database between which and its caller things go wrong, one after the other as they are told.
 */
public final class FaultyDatabase {

    private final MongoDatabase real;
    private final Queue<Fault> insertions = new ArrayDeque<>();
    private final Queue<RuntimeException> indexing = new ArrayDeque<>();
    private final AtomicInteger inserted = new AtomicInteger();
    private volatile RuntimeException down;
    private volatile Consumer<Bson> updates = update -> {};

    public FaultyDatabase(MongoDatabase real) {
        this.real = real;
    }

    /** What happens to an insertion. */
    public interface Fault {

        /**
         * @param insert does what was asked for
         */
        void happen(List<BsonDocument> documents, Runnable insert);
    }

    /** Makes this happen to the next insertion that nothing happens to yet. */
    public FaultyDatabase next(Fault fault) {
        insertions.add(fault);
        return this;
    }

    public FaultyDatabase nextIndexFails(RuntimeException failure) {
        indexing.add(failure);
        return this;
    }

    /** Tells of every update that is done, or has it fail by throwing. */
    public void onUpdate(Consumer<Bson> listener) {
        updates = listener;
    }

    /** Fails every insertion and reading from now on, until told null. */
    public void down(RuntimeException failure) {
        down = failure;
    }

    public int insertions() {
        return inserted.get();
    }

    public MongoDatabase database() {
        return proxy(
                MongoDatabase.class,
                (method, arguments) -> {
                    var result = call(real, method, arguments);
                    return result instanceof MongoCollection<?> collection
                            ? collection(collection)
                            : result;
                });
    }

    private MongoCollection<?> collection(MongoCollection<?> collection) {
        return proxy(
                MongoCollection.class,
                (method, arguments) ->
                        switch (method.getName()) {
                            case "insertMany" -> insert(collection, method, arguments);
                            case "createIndex" -> {
                                var failure = indexing.poll();
                                if (failure != null) {
                                    throw failure;
                                }
                                yield call(collection, method, arguments);
                            }
                            case "updateOne" -> {
                                updates.accept((Bson) arguments[1]);
                                yield call(collection, method, arguments);
                            }
                            case "find" -> {
                                if (down != null) {
                                    throw down;
                                }
                                yield call(collection, method, arguments);
                            }
                            default -> {
                                var result = call(collection, method, arguments);
                                yield result instanceof MongoCollection<?> other
                                        ? collection(other)
                                        : result;
                            }
                        });
    }

    private Object insert(MongoCollection<?> collection, Method method, Object[] arguments) {
        inserted.incrementAndGet();
        var fault = insertions.poll();
        if (fault != null) {
            var documents =
                    ((List<?>) arguments[0])
                            .stream().map(commit -> ((CommitDocument) commit).toBson()).toList();
            fault.happen(documents, () -> call(collection, method, arguments));
            return null;
        }
        if (down != null) {
            throw down;
        }
        return call(collection, method, arguments);
    }

    private interface Call {
        Object on(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> call.on(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
