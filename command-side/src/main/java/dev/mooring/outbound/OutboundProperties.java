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
        try {
            privateRanges.forEach(Cidr::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "mooring.outbound.private-ranges takes networks like 10.0.0.0/8: "
                            + e.getMessage());
        }
    }

    List<Cidr> ranges() {
        return privateRanges.stream().map(Cidr::parse).toList();
    }
}
