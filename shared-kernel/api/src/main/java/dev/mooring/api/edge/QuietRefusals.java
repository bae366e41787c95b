package dev.mooring.api.edge;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.logging.HttpMessageLogFactory;

/**
 * Keeps requests out of the log that the server could not even decode. It answers those by itself
 * (414, 431, 400) and would write down their paths, in which tickets and states stand.
 */
final class QuietRefusals
        implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>,
                HttpMessageLogFactory {

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.httpMessageLogFactory(this));
    }

    @Override
    public String trace(HttpMessageArgProvider message) {
        return text(message);
    }

    @Override
    public String debug(HttpMessageArgProvider message) {
        return text(message);
    }

    @Override
    public String info(HttpMessageArgProvider message) {
        return text(message);
    }

    @Override
    public String warn(HttpMessageArgProvider message) {
        return text(message);
    }

    @Override
    public String error(HttpMessageArgProvider message) {
        return text(message);
    }

    private static String text(HttpMessageArgProvider message) {
        var result = message.decoderResult();
        return result == null || result.isSuccess()
                ? message.httpMessageType().name()
                : message.httpMessageType() + " " + result.cause().getClass().getSimpleName();
    }
}
