package dev.mooring.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 11: every form of every address, judged without a network. */
class Security11AddressesTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            textBlock =
                    """
                    8.8.8.8,                                PUBLIC
                    172.15.255.255,                         PUBLIC
                    172.32.0.0,                             PUBLIC
                    100.63.255.255,                         PUBLIC
                    2606:4700::1111,                        PUBLIC
                    2a00:1450:4001::200e,                   PUBLIC
                    127.0.0.1,                              LOOPBACK
                    127.255.255.254,                        LOOPBACK
                    ::1,                                    LOOPBACK
                    10.0.0.1,                               PRIVATE
                    172.16.0.1,                             PRIVATE
                    172.31.255.255,                         PRIVATE
                    192.168.1.1,                            PRIVATE
                    100.64.0.1,                             PRIVATE
                    198.18.0.1,                             PRIVATE
                    fc00::1,                                PRIVATE
                    fdff::1,                                PRIVATE
                    0.0.0.0,                                FORBIDDEN
                    0.1.2.3,                                FORBIDDEN
                    169.254.169.254,                        FORBIDDEN
                    169.254.170.2,                          FORBIDDEN
                    192.0.0.192,                            FORBIDDEN
                    192.0.2.1,                              FORBIDDEN
                    192.88.99.1,                            FORBIDDEN
                    198.51.100.1,                           FORBIDDEN
                    203.0.113.1,                            FORBIDDEN
                    224.0.0.1,                              FORBIDDEN
                    239.255.255.255,                        FORBIDDEN
                    240.0.0.1,                              FORBIDDEN
                    255.255.255.255,                        FORBIDDEN
                    168.63.129.16,                          FORBIDDEN
                    100.100.100.200,                        FORBIDDEN
                    ::,                                     FORBIDDEN
                    fe80::1,                                FORBIDDEN
                    fe80::1%1,                              FORBIDDEN
                    febf::1,                                FORBIDDEN
                    fec0::1,                                FORBIDDEN
                    ff02::1,                                FORBIDDEN
                    fd00:ec2::254,                          FORBIDDEN
                    fd20:ce::254,                           FORBIDDEN
                    fd00:42::42,                            FORBIDDEN
                    100::1,                                 FORBIDDEN
                    2001:db8::1,                            FORBIDDEN
                    2001:2::1,                              FORBIDDEN
                    2001:20::1,                             FORBIDDEN
                    3fff::1,                                FORBIDDEN
                    4000::1,                                FORBIDDEN
                    5f00::1,                                FORBIDDEN
                    ::ffff:8.8.8.8,                         PUBLIC
                    ::ffff:127.0.0.1,                       LOOPBACK
                    ::ffff:10.0.0.1,                        PRIVATE
                    ::ffff:169.254.169.254,                 FORBIDDEN
                    64:ff9b::8.8.8.8,                       PUBLIC
                    64:ff9b::7f00:1,                        LOOPBACK
                    64:ff9b::10.0.0.1,                      PRIVATE
                    64:ff9b::169.254.169.254,               FORBIDDEN
                    64:ff9b:1::8.8.8.8,                     FORBIDDEN
                    64:ff9b:1::7f00:1,                      FORBIDDEN
                    64:ff9b:1:7f00:0:100::,                 FORBIDDEN
                    64:ff9b:2::8.8.8.8,                     FORBIDDEN
                    ::127.0.0.1,                            FORBIDDEN
                    ::8.8.8.8,                              FORBIDDEN
                    ::169.254.169.254,                      FORBIDDEN
                    ::ffff:0:127.0.0.1,                     FORBIDDEN
                    ::ffff:0:8.8.8.8,                       FORBIDDEN
                    2002:7f00:1::,                          FORBIDDEN
                    2002:a9fe:a9fe::1,                      FORBIDDEN
                    2002:808:808::1,                        FORBIDDEN
                    2001::1,                                FORBIDDEN
                    2001:0:4136:e378:8000:63bf:80ff:fffe,   FORBIDDEN
                    2606:4700::5efe:8.8.8.8,                PUBLIC
                    2606:4700::5efe:127.0.0.1,              LOOPBACK
                    2606:4700::200:5efe:10.0.0.1,           PRIVATE
                    2606:4700::5efe:169.254.169.254,        FORBIDDEN
                    """)
    void security_11_everyFormOfAnAddressIsJudgedByWhatItReaches(String text, Reach reach) {
        assertThat(Reach.of(InetAddress.ofLiteral(text))).isEqualTo(reach);
    }

    @Test
    void security_11_aMappedAddressThatTheJdkKeptAsIpv6IsStillLoopback() throws Exception {
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
        InetAddress kept = Inet6Address.getByAddress("evil.example", mapped, 0);

        assertThat(kept).isInstanceOf(Inet6Address.class);
        assertThat(Reach.of(kept)).isEqualTo(Reach.LOOPBACK);
    }

    @Test
    void security_11_aTeredoAddressIsReadAsItsServerAndItsClient() {
        var readings =
                Reach.readings(InetAddress.ofLiteral("2001:0:4136:e378:8000:63bf:80ff:fffe"));

        assertThat(readings.stream().map(InetAddress::getHostAddress))
                .contains("65.54.227.120", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "64:ff9b::169.254.169.254",
                "0.0.0.0",
                "224.0.0.1",
                "2002:a9fe:a9fe::1"
            })
    void security_11_noAllowListAdmitsLinkLocalOrMetadata(String text) {
        var everything = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
        var admission = new Admission(true, everything, List::of);

        assertThat(admission.admits(InetAddress.ofLiteral(text), 443, true)).isFalse();
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "10.1.2.3,           10.1.0.0/16, true",
        "10.2.0.1,           10.1.0.0/16, false",
        "64:ff9b::10.1.2.3,  10.1.0.0/16, true",
        "::ffff:10.1.2.3,    10.1.0.0/16, true",
        "::10.1.2.3,         10.1.0.0/16, false",
        "fd12:3456::1,       fd12::/16,   true",
        "fd12:3456::1,       fd13::/16,   false",
        "127.0.0.1,          127.0.0.0/8, true",
        "8.8.8.8,            10.1.0.0/16, true",
    })
    void security_11_aPrivateAddressIsAdmittedByTheAllowListAlone(
            String address, String range, boolean admitted) {
        var admission = new Admission(false, List.of(Cidr.parse(range)), List::of);

        assertThat(admission.admits(InetAddress.ofLiteral(address), 443, true)).isEqualTo(admitted);
    }

    @ParameterizedTest(name = "{0} while listening on {1}")
    @CsvSource({
        "127.0.0.1,        127.0.0.1",
        "127.0.0.2,        127.0.0.1",
        "::1,              127.0.0.1",
        "127.0.0.1,        0.0.0.0",
        "127.0.0.1,        ::",
        "127.0.0.1,        localhost",
        "10.1.2.3,         10.1.2.3",
        "64:ff9b::a01:203, 10.1.2.3",
        "10.1.2.3,         no-such-host.invalid",
    })
    void security_11_ownListenersAreNeverReached(String address, String listener) {
        var everything = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
        var admission =
                new Admission(true, everything, () -> List.of(new Listener(listener, 27017)));

        assertThat(admission.admits(InetAddress.ofLiteral(address), 27017, true)).isFalse();
        assertThat(admission.admits(InetAddress.ofLiteral(address), 27018, true)).isTrue();
    }

    @ParameterizedTest(name = "{0} in development: {1}")
    @CsvSource({"127.0.0.1, true", "::1, true", "10.0.0.1, false", "8.8.8.8, false"})
    void security_10_plainHttpReachesLoopbackInDevelopmentOnly(String text, boolean admitted) {
        var address = InetAddress.ofLiteral(text);
        var listed = Stream.of("127.0.0.0/8", "10.0.0.0/8").map(Cidr::parse).toList();

        assertThat(new Admission(true, listed, List::of).admits(address, 80, false))
                .isEqualTo(admitted);
        assertThat(new Admission(false, listed, List::of).admits(address, 80, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "localhost/8",
                "::/129",
                "10.0.0/8",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "0x0a.0.0.0/8",
                "10.0.0.0/8/8"
            })
    void anAddressRangeIsALiteralWithAPrefixAndNothingElse(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
