package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Sends commands over a command bus that handles them on the caller's thread. */
final class AxonCommandSender implements CommandSender {

    private static final int TRIES = 5;

    private final EventLog log;
    private final CommandBus bus;

    AxonCommandSender(EventLog log, CommandBus bus) {
        this.log = log;
        this.bus = bus;
    }

    @Override
    public Receipt send(Object command, CommandContext context) {
        if (Sending.CURRENT.isBound()) {
            throw new IllegalStateException("a command's handler sends no other");
        }
        return earlier(context).orElseGet(() -> decide(command, context));
    }

    /** What an earlier sending of a named command wrote. */
    private Optional<Receipt> earlier(CommandContext context) {
        if (!context.named()) {
            return Optional.empty();
        }
        var found = log.find(context.command());
        found.ifPresent(receipt -> requireWorkspace(receipt, context));
        return found;
    }

    private Receipt decide(Object command, CommandContext context) {
        for (int tries = 1; ; tries++) {
            try {
                return once(command, context, tries);
            } catch (UnexpectedVersionException e) {
                throw Refusal.of(ErrorCode.PRECONDITION_FAILED);
            } catch (RuntimeException e) {
                var conflict = conflictIn(e);
                if (conflict == null) {
                    throw e;
                }
                var expected = context.expected();
                if (expected != null && expected.aggregateId().equals(conflict.aggregateId())) {
                    throw Refusal.of(ErrorCode.PRECONDITION_FAILED);
                }
                if (expected != null || tries == TRIES) {
                    throw Refusal.of(ErrorCode.CONCURRENT_CHANGE);
                }
            }
        }
    }

    private Receipt once(Object command, CommandContext context, int tried) {
        var sending = new Sending(context);
        var failure = new AtomicReference<@Nullable Throwable>();
        var message =
                GenericCommandMessage.asCommandMessage(command)
                        .andMetaData(metadata(context, tried));
        ScopedValue.where(Sending.CURRENT, sending)
                .run(() ->
                        bus.dispatch(
                                message,
                                (sent, result) -> {
                                    if (result.isExceptional()) {
                                        failure.set(result.exceptionResult());
                                    }
                                }));
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new CommandExecutionException("the handler failed", e);
        }
        var receipt = sending.receipt();
        return receipt != null
                ? receipt
                : new Receipt(
                        context.command(),
                        log.head().position(),
                        sending.versions(),
                        java.util.List.of(),
                        false);
    }

    /** Both of Axon's exceptions for it have it as their cause. */
    private static @Nullable ConflictException conflictIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConflictException conflict) {
                return conflict;
            }
        }
        return null;
    }

    private static void requireWorkspace(Receipt receipt, CommandContext context) {
        if (!receipt.events().getFirst().workspace().equals(context.workspace())) {
            throw new IllegalArgumentException("this command's id is another workspace's");
        }
    }

    private static MetaData metadata(CommandContext context, int tried) {
        var origin = context.origin();
        var metadata = new HashMap<String, String>();
        metadata.put(CommandMetadata.WORKSPACE, context.workspace().value());
        metadata.put(CommandMetadata.COMMAND, context.command().value());
        metadata.put(CommandMetadata.AT, context.at().toString());
        metadata.put(CommandMetadata.TRY, Integer.toString(tried));
        metadata.put(CommandMetadata.ACTOR, origin.actor());
        metadata.put(CommandMetadata.REQUEST, origin.request());
        LogMessage.put(metadata, CommandMetadata.OWNER, origin.owner());
        LogMessage.put(metadata, CommandMetadata.CLIENT, origin.client());
        LogMessage.put(metadata, CommandMetadata.CAUSE, origin.cause());
        return MetaData.from(metadata);
    }
}
