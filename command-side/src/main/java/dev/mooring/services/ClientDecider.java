package dev.mooring.services;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.ClientCommand;
import dev.mooring.language.service.ClientCommand.LeadClient;
import dev.mooring.language.service.ClientCommand.RegisterClient;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.services.ClientRegistration.Missing;
import dev.mooring.services.ClientRegistration.Registered;
import java.util.List;

/** What a command leads to in each state of a client registration. Pure. */
public final class ClientDecider
        implements Decider<ClientRegistration, ClientCommand, ClientEvent> {

    private static final long NO_SECRET = 0;

    @Override
    public ClientRegistration initial() {
        return new Missing();
    }

    @Override
    public List<ClientEvent> decide(ClientRegistration state, ClientCommand command) {
        return switch (command) {
            case RegisterClient register -> register(state, register);
            case LeadClient lead -> lead(state, lead);
        };
    }

    @Override
    public ClientRegistration evolve(ClientRegistration state, ClientEvent event) {
        return switch (event) {
            case ClientRegistered registered ->
                    new Registered(
                            registered.version(),
                            registered.clientId(),
                            registered.vaultVersion(),
                            registered.destinations());
        };
    }

    private static List<ClientEvent> register(ClientRegistration state, RegisterClient command) {
        return switch (state) {
            case Missing missing -> {
                var clientId = command.clientId();
                if (clientId == null) {
                    yield List.of();
                }
                yield List.of(registered(command, 1, clientId, secret(command)));
            }
            case Registered present -> {
                var given = command.clientId();
                var clientId = given == null ? present.clientId() : given;
                if (serves(present, command, clientId)) {
                    yield List.of();
                }
                yield List.of(
                        registered(command, present.version() + 1, clientId, secret(command)));
            }
        };
    }

    /** Only the secret that was given for where these places were found comes to serve there. */
    private static List<ClientEvent> lead(ClientRegistration state, LeadClient command) {
        return switch (state) {
            case Registered present when present.destinations().equals(command.from()) ->
                    List.of(
                            new ClientRegistered(
                                    command.registration().value(),
                                    command.service().value(),
                                    present.version() + 1,
                                    present.clientId(),
                                    present.vaultVersion(),
                                    command.destinations()));
            case Registered elsewhere -> List.of();
            case Missing missing -> List.of();
        };
    }

    /** Whether what is registered serves the command's client, with nothing given anew. */
    private static boolean serves(Registered present, RegisterClient command, String clientId) {
        return command.vaultVersion() == null
                && present.clientId().equals(clientId)
                && present.destinations().equals(command.destinations())
                && present.vaultVersion() != NO_SECRET == command.confidential();
    }

    private static long secret(RegisterClient command) {
        if (!command.confidential()) {
            return NO_SECRET;
        }
        var given = command.vaultVersion();
        if (given == null) {
            throw Refusal.of(ErrorCode.CLIENT_SECRET_REQUIRED);
        }
        return given;
    }

    private static ClientRegistered registered(
            RegisterClient command, int version, String clientId, long vaultVersion) {
        return new ClientRegistered(
                command.registration().value(),
                command.service().value(),
                version,
                clientId,
                vaultVersion,
                command.destinations());
    }
}
