package dev.mooring.services.posted;

import com.google.common.net.InternetDomainName;

/** Which domains somebody has registered, by the public suffix list. */
final class Domains {

    private Domains() {}

    /**
     * Whether a domain is one that was registered, or lies in one: whoever owns it owns every host
     * in it. Registries' suffixes count and not those that owners of domains hand out beneath
     * theirs, since a service that gives each customer a name does just that.
     */
    static boolean isRegistered(String domain) {
        if (!InternetDomainName.isValid(domain)) {
            return false;
        }
        var name = InternetDomainName.from(domain);
        // A top-level domain that the list does not know is a suffix by itself, as the list says.
        return name.hasRegistrySuffix() ? name.isUnderRegistrySuffix() : name.hasParent();
    }
}
