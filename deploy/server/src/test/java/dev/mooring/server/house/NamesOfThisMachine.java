package dev.mooring.server.house;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.stream.Stream;

/** Names that lead where no service's URL may, for tests; all others are as everywhere. */
public final class NamesOfThisMachine extends InetAddressResolverProvider {

    /** The address in the bytes that a name server would give. */
    private static final Map<String, int[]> ADDRESSES =
            Map.of(
                    "private.peer.test", new int[] {10, 0, 0, 1},
                    "link-local.peer.test", new int[] {169, 254, 169, 254},
                    "mapped.peer.test",
                            new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1},
                    "nat64.peer.test",
                            new int[] {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1},
                    "unique-local.peer.test",
                            new int[] {0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    @Override
    public InetAddressResolver get(Configuration configuration) {
        var others = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                var address = ADDRESSES.get(host);
                return address == null
                        ? others.lookupByName(host, policy)
                        : Stream.of(address(host, address));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "tests";
    }

    /** A mapped address stays what it is: the JDK's factories would make it IPv4. */
    private static InetAddress address(String host, int[] octets) throws UnknownHostException {
        var bytes = new byte[octets.length];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes.length == 4
                ? InetAddress.getByAddress(host, bytes)
                : Inet6Address.getByAddress(host, bytes, -1);
    }
}
