package dev.mooring.api.edge;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The network that a request came from, cut to /24 or /48 so that no single person's address is
 * kept. Behind a proxy that is trusted by name it is the last address that no trusted proxy has.
 */
final class Networks {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");

    private final List<Block> trusted;

    Networks(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Block::parse).toList();
    }

    String of(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        @Nullable InetAddress address = remote == null ? null : remote.getAddress();
        if (address == null) {
            return "unknown";
        }
        var hops =
                request.getHeaders().getOrEmpty(FORWARDED_FOR).stream()
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .map(String::strip)
                        .toList();
        for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
            var hop = literal(hops.get(i));
            if (hop == null) {
                break;
            }
            address = hop;
        }
        return cut(address);
    }

    /** The address with all but its network's bits cleared, as a prefix. */
    static String cut(InetAddress address) {
        var bits = address instanceof Inet4Address ? 24 : 48;
        var bytes = address.getAddress();
        Arrays.fill(bytes, bits / 8, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    /** Never a name, so that nothing is looked up. */
    private static @Nullable InetAddress literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A CIDR block. */
    private record Block(InetAddress base, int bits) {

        static Block parse(String text) {
            var slash = text.indexOf('/');
            var base = literal(slash < 0 ? text : text.substring(0, slash));
            if (base == null) {
                throw new IllegalArgumentException("not an address block: " + text);
            }
            var most = base.getAddress().length * 8;
            var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("not an address block: " + text);
            }
            return new Block(base, bits);
        }

        boolean contains(InetAddress address) {
            var own = base.getAddress();
            var other = address.getAddress();
            if (own.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
