package dev.mooring.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far away an address is, from harmless to never. Decided on the bytes, after every form that
 * carries an IPv4 address inside an IPv6 one has been unwrapped, from the IANA special-purpose
 * registries (RFC 6890) and the well-known metadata addresses of cloud providers.
 */
enum Reach {
    /** Anyone on the internet reaches it. */
    PUBLIC,
    /** This machine. */
    LOOPBACK,
    /** A network of the operator's: an allow-list may admit it. */
    PRIVATE,
    /** Link-local, cloud metadata, multicast, reserved, documentation: nothing may admit it. */
    FORBIDDEN;

    private static final List<Cidr> LOOPBACK_RANGES = ranges("127.0.0.0/8", "::1/128");

    private static final List<Cidr> PRIVATE_RANGES =
            ranges(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "100.64.0.0/10", // shared by carriers, RFC 6598
                    "198.18.0.0/15", // benchmarking, RFC 2544
                    "fc00::/7");

    private static final List<Cidr> FORBIDDEN_RANGES =
            ranges(
                    "0.0.0.0/8",
                    "169.254.0.0/16", // link-local, with most clouds' metadata
                    "192.0.0.0/24", // protocol assignments, with Oracle's metadata
                    "192.0.2.0/24",
                    "192.88.99.0/24", // 6to4 relays, withdrawn by RFC 7526
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4", // with broadcast
                    "168.63.129.16/32", // Azure's host
                    "100.100.100.200/32", // Alibaba's metadata
                    "fd00:ec2::/32", // Amazon's metadata and time
                    "fd20:ce::254/128", // Google's metadata
                    "fd00:42::42/128", // Scaleway's metadata
                    "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarking
                    "2001:db8::/32",
                    "2002::/16", // 6to4, withdrawn by RFC 7526
                    "3fff::/20");

    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
    private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");
    private static final Cidr COMPATIBLE = Cidr.parse("::/96");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr TEREDO = Cidr.parse("2001::/32");

    /** The furthest verdict over every reading of the address. */
    static Reach of(InetAddress address) {
        return readings(address).stream().map(Reach::ofReading).reduce(PUBLIC, Reach::worse);
    }

    /**
     * Every address that a packet to this one may end at. Mapped (RFC 4291 §2.5.5.2) and NAT64 (RFC
     * 6052) forms are just another way to write the IPv4 address and are replaced by it. The other
     * forms stand beside what they carry: IPv4-compatible, IPv4-translated (RFC 2765), 6to4, Teredo
     * (server and client), ISATAP.
     */
    static List<InetAddress> readings(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return List.of(address);
        }
        if (isMapped(bytes) || NAT64.contains(bytes)) {
            return List.of(ipv4(bytes, 12));
        }
        var readings = new ArrayList<InetAddress>();
        readings.add(address);
        if (COMPATIBLE.contains(bytes) && !ofBytes(bytes, LOOPBACK_RANGES)) {
            readings.add(ipv4(bytes, 12));
        } else if (TRANSLATED.contains(bytes)) {
            readings.add(ipv4(bytes, 12));
        } else if (SIX_TO_FOUR.contains(bytes)) {
            readings.add(ipv4(bytes, 2));
        } else if (TEREDO.contains(bytes)) {
            readings.add(ipv4(bytes, 4));
            readings.add(inverted(bytes));
        }
        if (isIsatap(bytes)) {
            readings.add(ipv4(bytes, 12));
        }
        return List.copyOf(readings);
    }

    private static Reach ofReading(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (ofBytes(bytes, FORBIDDEN_RANGES)) {
            return FORBIDDEN;
        }
        if (ofBytes(bytes, LOOPBACK_RANGES)) {
            return LOOPBACK;
        }
        if (ofBytes(bytes, PRIVATE_RANGES)) {
            return PRIVATE;
        }
        // What IANA has not yet handed out for global unicast is nobody's: local-use NAT64
        // (64:ff9b:1::/48, whose prefix length cannot be seen), site-local, link-local, multicast.
        return bytes.length == 4 || GLOBAL_UNICAST.contains(bytes) ? PUBLIC : FORBIDDEN;
    }

    private static Reach worse(Reach one, Reach other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean ofBytes(byte[] address, List<Cidr> ranges) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * {@code ::ffff:a.b.c.d}; the JDK turns a literal of it into IPv4, but not every source does.
     */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & ~0x02) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        return Cidr.address(Arrays.copyOfRange(bytes, from, from + 4));
    }

    /** The client's address in a Teredo address: its bits are inverted, RFC 4380 §4. */
    private static InetAddress inverted(byte[] bytes) {
        byte[] client = Arrays.copyOfRange(bytes, 12, 16);
        for (int i = 0; i < client.length; i++) {
            client[i] = (byte) ~client[i];
        }
        return Cidr.address(client);
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
