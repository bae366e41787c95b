package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.IssuerEvent.IssuerDropped;
import dev.mooring.language.workspace.IssuerEvent.IssuerTrusted;
import dev.mooring.language.workspace.SigningAlgorithm;
import dev.mooring.language.workspace.TrustedIssuer;
import dev.mooring.workspaces.IssuerCommand.DropIssuer;
import dev.mooring.workspaces.IssuerCommand.TrustIssuer;
import java.util.List;

/** A pair of issuer and audience leads to one workspace at most. Pure. */
public final class IssuerDecider implements Decider<IssuerTrust, IssuerCommand, IssuerEvent> {

    @Override
    public IssuerTrust initial() {
        return new IssuerTrust.None();
    }

    @Override
    public List<IssuerEvent> decide(IssuerTrust state, IssuerCommand command) {
        return switch (command) {
            case TrustIssuer trust -> trust(state, trust);
            case DropIssuer drop -> drop(state, drop);
        };
    }

    @Override
    public IssuerTrust evolve(IssuerTrust state, IssuerEvent event) {
        return switch (event) {
            case IssuerTrusted trusted ->
                    new IssuerTrust.By(
                            new WorkspaceId(trusted.workspace()),
                            new TrustedIssuer(
                                    trusted.issuer(),
                                    trusted.audience(),
                                    trusted.algorithms().stream()
                                            .map(SigningAlgorithm::valueOf)
                                            .collect(toUnmodifiableSet()),
                                    trusted.jwksUrl()));
            case IssuerDropped dropped -> new IssuerTrust.None();
        };
    }

    private static List<IssuerEvent> trust(IssuerTrust state, TrustIssuer command) {
        return switch (state) {
            case IssuerTrust.None none -> List.of(trusted(command));
            case IssuerTrust.By by -> {
                if (!by.workspace().equals(command.workspace())) {
                    throw Refusal.of(ErrorCode.ISSUER_TAKEN);
                }
                yield by.issuer().equals(command.issuer()) ? List.of() : List.of(trusted(command));
            }
        };
    }

    private static List<IssuerEvent> drop(IssuerTrust state, DropIssuer command) {
        return state instanceof IssuerTrust.By by && by.workspace().equals(command.workspace())
                ? List.of(new IssuerDropped(command.issuer().value(), command.workspace().value()))
                : List.of();
    }

    private static IssuerTrusted trusted(TrustIssuer command) {
        var issuer = command.issuer();
        return new IssuerTrusted(
                issuer.id().value(),
                command.workspace().value(),
                issuer.issuer(),
                issuer.audience(),
                issuer.algorithms().stream().map(SigningAlgorithm::name).sorted().toList(),
                issuer.jwksUrl());
    }
}
