package dev.mooring.linknames;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.linknames.LinkNameClaim.Free;
import dev.mooring.linknames.LinkNameClaim.Held;
import dev.mooring.linknames.LinkNameCommand.ClaimLinkName;
import dev.mooring.linknames.LinkNameCommand.ReleaseLinkName;
import java.util.List;

/** A link name belongs to one connection at a time. Pure. */
public final class LinkNameDecider
        implements Decider<LinkNameClaim, LinkNameCommand, LinkNameEvent> {

    @Override
    public LinkNameClaim initial() {
        return new Free();
    }

    @Override
    public List<LinkNameEvent> decide(LinkNameClaim state, LinkNameCommand command) {
        return switch (command) {
            case ClaimLinkName claim -> claim(state, claim);
            case ReleaseLinkName release ->
                    state.equals(new Held(release.connection()))
                            ? List.of(
                                    new LinkNameReleased(
                                            release.name().toString(),
                                            release.name().name().value(),
                                            release.connection().value()))
                            : List.of();
        };
    }

    @Override
    public LinkNameClaim evolve(LinkNameClaim state, LinkNameEvent event) {
        return switch (event) {
            case LinkNameClaimed claimed -> new Held(new ConnectionId(claimed.connection()));
            case LinkNameReleased released -> new Free();
        };
    }

    private static List<LinkNameEvent> claim(LinkNameClaim state, ClaimLinkName command) {
        return switch (state) {
            case Free free ->
                    List.of(
                            new LinkNameClaimed(
                                    command.name().toString(),
                                    command.name().name().value(),
                                    command.connection().value()));
            case Held held ->
                    throw Refusal.of(
                            ErrorCode.LINK_NAME_TAKEN,
                            "the link name " + command.name().name() + " is taken");
        };
    }
}
