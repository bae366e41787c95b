package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Speaks MongoDB's wire protocol on a free port of 127.0.0.1. */
final class LoopbackServer implements AutoCloseable {

    private static final int IO_THREADS = 2;

    private final EventLoopGroup io;
    private final ExecutorService workers;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private LoopbackServer(Supplier<Backend> backend) {
        io =
                new MultiThreadIoEventLoopGroup(
                        IO_THREADS,
                        Thread.ofPlatform().daemon().name("embedded-mongo-io-", 0).factory(),
                        NioIoHandler.newFactory());
        // Not virtual threads: a query that reads much would keep a carrier from everyone else.
        workers =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("embedded-mongo-", 0).factory());
        listener = listen(new CommandHandler(backend, workers));
    }

    static LoopbackServer start(Supplier<Backend> backend) {
        return new LoopbackServer(backend);
    }

    String connectionString() {
        return "mongodb://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Returns when no command is running any more. Idempotent. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
        workers.close();
        io.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Channel listen(CommandHandler commands) {
        return new ServerBootstrap()
                .group(io)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                connections.add(channel);
                                channel.pipeline()
                                        .addLast(
                                                new MongoWireReplyEncoder(),
                                                new MongoWireMessageEncoder(),
                                                new MongoWireProtocolHandler(),
                                                commands);
                            }
                        })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }
}
