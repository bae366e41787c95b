package dev.mooring.outbound;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may leave.
 *
 * @param privateRanges private networks that services may be reached in, such as {@code
 *     10.0.0.0/8}; none of them ever admits link-local addresses, cloud metadata, or our own and
 *     the database's listeners
 */
@ConfigurationProperties("mooring.outbound")
public record OutboundProperties(@DefaultValue List<String> privateRanges) {

    public OutboundProperties {
        privateRanges = List.copyOf(privateRanges);
    }

    List<Cidr> ranges() {
        try {
            return privateRanges.stream().map(Cidr::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "mooring.outbound.private-ranges takes networks like 10.0.0.0/8: "
                            + e.getMessage());
        }
    }
}
