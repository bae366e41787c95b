package dev.mooring.sandbox.account;

import dev.mooring.sandbox.OnlyInSandbox;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Component;

/** The accounts there are. Picking one signs in as it; there are no passwords. */
@OnlyInSandbox
@Component
public class Accounts implements AuthenticationProvider {

    private static final List<Account> ALL =
            List.of(
                    new Account("ada", "Ada", "ada@sandbox.example"),
                    new Account("grace", "Grace", "grace@sandbox.example"),
                    new Account("linus", "Linus", "linus@sandbox.example"),
                    new Account("margaret", "Margaret", "margaret@sandbox.example"));

    /** All of them, in the order in which the sign-in page lists them. */
    public List<Account> all() {
        return ALL;
    }

    /** The account with this id. */
    public Optional<Account> find(String id) {
        return ALL.stream().filter(account -> account.id().equals(id)).findFirst();
    }

    /**
     * Signs in as the named account.
     *
     * @throws BadCredentialsException if there is none of that name
     */
    @Override
    public Authentication authenticate(Authentication authentication) {
        var account =
                find(authentication.getName())
                        .orElseThrow(() -> new BadCredentialsException("There is no such account"));
        // When it was chosen becomes auth_time in ID tokens.
        return UsernamePasswordAuthenticationToken.authenticated(
                account, null, List.of(FactorGrantedAuthority.fromFactor("CHOICE")));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
