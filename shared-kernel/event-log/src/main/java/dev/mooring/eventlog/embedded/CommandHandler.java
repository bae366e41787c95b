package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each request on a thread of its own, because it may wait for the disk; a driver sends the
 * next one on a connection only after that. Never logs what a request holds.
 */
@Sharable
final class CommandHandler extends SimpleChannelInboundHandler<ClientRequest> {

    private static final Logger log = LoggerFactory.getLogger(CommandHandler.class);

    /** MongoDB's InternalError. */
    private static final int INTERNAL_ERROR = 1;

    private final Supplier<Backend> backend;
    private final Executor workers;
    private final AtomicInteger answers = new AtomicInteger();

    /**
     * @param backend the one that is open at the moment
     */
    CommandHandler(Supplier<Backend> backend, Executor workers) {
        this.backend = backend;
        this.workers = workers;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        backend.get().handleClose(context.channel());
        super.channelInactive(context);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("connection {} ends", context.channel().id(), cause);
        context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        workers.execute(() -> answer(context, request));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a connection that is gone needs no answer
    private void answer(ChannelHandlerContext context, ClientRequest request) {
        MessageHeader header =
                new MessageHeader(answers.incrementAndGet(), request.getHeader().getRequestID());
        try {
            switch (request) {
                case MongoMessage message ->
                        context.writeAndFlush(
                                new MongoMessage(
                                        context.channel(),
                                        header,
                                        run(request, message.getDocument())));
                case MongoQuery query ->
                        context.writeAndFlush(
                                new MongoReply(header, run(request, query.getQuery())));
                default -> context.close();
            }
        } catch (EmbeddedMongoException | MVStoreException e) {
            // Whether a write is on disk is not known, and no answer says just that.
            context.close();
        }
    }

    private Document run(ClientRequest request, Document query) {
        String command = query.keySet().iterator().next();
        try {
            return backend.get()
                    .handleCommand(request.getChannel(), request.getDatabaseName(), command, query);
        } catch (MongoServerError e) {
            log.debug("{} refused", command, e);
            return refusal(e.getMessageWithoutErrorCode(), e.getCode(), e.getCodeName());
        } catch (MongoServerException e) {
            log.debug("{} refused", command, e);
            return refusal(e.getMessageWithoutErrorCode(), INTERNAL_ERROR, "InternalError");
        } catch (EmbeddedMongoException e) {
            throw e;
        } catch (MVStoreException e) {
            // The file cannot be read, or was closed under this command by a disk that failed.
            log.warn("{} failed: {}", command, e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            if (request.getChannel().isActive()) {
                log.error("{} failed", command, e);
            } else {
                // The server forgets a connection that is gone, also under a command of its own.
                log.debug("{} has nobody to answer", command, e);
            }
            return refusal(command + " failed: " + e, INTERNAL_ERROR, "InternalError");
        }
    }

    private static Document refusal(String text, int code, String name) {
        Document refusal = new Document("ok", 0.0).append("errmsg", text).append("code", code);
        refusal.putIfNotNull("codeName", name);
        return refusal;
    }
}
