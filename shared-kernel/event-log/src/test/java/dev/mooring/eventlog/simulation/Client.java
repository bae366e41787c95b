package dev.mooring.eventlog.simulation;

import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import dev.mooring.eventlog.format.CommitDocument;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A node's driver and the network between it and the set: finds a primary, sends, waits, and tells
 * as the driver does what it cannot know.
 */
public final class Client {

    private static final long MS = 1_000_000;

    /** How long a command may take, as the log tells the driver. */
    private static final long COMMAND = 5000 * MS;

    private static final ServerAddress ADDRESS = new ServerAddress("db");

    private final World world;
    private final SimulatedSet set;
    private final Weather weather;
    private final String name;
    private final List<CommitDocument> nothing = List.of();
    private static final int REQUESTS = 1_000_000;
    private long operations;

    /** What is asked of a member, and what to do with its answer. */
    private interface Request {
        void arrive(Member member, Consumer<MongoException> answer);
    }

    public Client(SimulatedSet set, Weather weather, String name, int number) {
        this.world = set.world();
        this.set = set;
        this.weather = weather;
        this.name = name;
        this.operations = (long) number * REQUESTS;
    }

    /** Asks for what a majority has. */
    public <T> T read(Function<List<CommitDocument>, T> query) {
        var found = new AtomicReference<>(nothing);
        send(
                "reads",
                true,
                (member, answer) -> {
                    if (member.running && member.primary) {
                        found.set(set.read(member));
                        answer.accept(null);
                    } else {
                        answer.accept(
                                new MongoNotPrimaryException(new org.bson.BsonDocument(), ADDRESS));
                    }
                });
        return query.apply(found.get());
    }

    public void insert(List<CommitDocument> documents) {
        long operation = ++operations;
        world.note(() ->
                name
                        + " inserts "
                        + operation
                        + ": "
                        + documents.getFirst().number()
                        + "–"
                        + documents.getLast().number());
        try {
            send(
                    "inserts " + operation,
                    weather.retrying(),
                    (member, answer) ->
                            new Insertion(
                                            set,
                                            member,
                                            // Without retries every arrival counts as another.
                                            weather.retrying() ? operation : ++operations,
                                            documents,
                                            answer)
                                    .begin());
        } catch (MongoException e) {
            world.note(() -> name + " hears of " + operation + ": " + e);
            throw e;
        }
        world.note(() -> name + " has " + operation + " acknowledged");
    }

    private void send(String what, boolean retrying, Request request) {
        long deadline = world.now() + COMMAND;
        var failure = attempt(what, request, deadline);
        if (retrying && isRetried(failure)) {
            var again = attempt(what + " again", request, deadline);
            // Where nobody was found to send it to again, the first failure is told.
            failure = again instanceof MongoTimeoutException ? failure : again;
        }
        if (failure instanceof MongoSocketReadException && set.has(Plant.UNANSWERED_IS_UNSENT)) {
            failure = new MongoTimeoutException("no server");
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static boolean isRetried(MongoException failure) {
        return failure instanceof MongoSocketReadException
                || failure instanceof MongoNotPrimaryException;
    }

    /** What it failed with, or null. */
    private MongoException attempt(String what, Request request, long deadline) {
        world.await(() -> !set.primaries().isEmpty(), deadline);
        var primaries = set.primaries();
        if (primaries.isEmpty()) {
            return new MongoTimeoutException("no server");
        }
        // Who has not heard of an election may still ask the primary before it.
        var member = world.chance(0.7) ? primaries.getFirst() : primaries.getLast();
        var call = new Call();
        travel(what + " at " + member, member, request, call);
        world.await(() -> call.done, deadline);
        return call.done ? call.failure : new MongoOperationTimeoutException("no answer in time");
    }

    private void travel(String what, Member member, Request request, Call call) {
        if (world.chance(weather.lost())) {
            giveUp(call);
            return;
        }
        long delay = delay();
        if (world.chance(weather.late())) {
            delay = world.upTo(2 * COMMAND);
            giveUp(call);
        }
        world.after(
                delay,
                name + " " + what,
                () -> {
                    if (!member.running || member.hidden) {
                        giveUp(call);
                        return;
                    }
                    request.arrive(member, failure -> answer(what, member, failure, call));
                });
    }

    private void answer(String what, Member member, MongoException failure, Call call) {
        if (!member.running || member.hidden || world.chance(weather.unanswered())) {
            giveUp(call);
        } else {
            world.after(delay(), name + " is answered: " + what, () -> call.end(failure));
        }
    }

    /** The connection breaks, or nothing is ever heard. */
    private void giveUp(Call call) {
        if (world.chance(0.8)) {
            world.after(
                    delay(),
                    name + " loses its connection",
                    () -> call.end(new MongoSocketReadException("end of stream", ADDRESS)));
        }
    }

    private long delay() {
        return world.upTo(world.chance(weather.slow()) ? 3000 * MS : MS);
    }

    private static final class Call {

        private boolean done;
        private MongoException failure;

        private void end(MongoException end) {
            if (!done) {
                done = true;
                failure = end;
            }
        }
    }
}
