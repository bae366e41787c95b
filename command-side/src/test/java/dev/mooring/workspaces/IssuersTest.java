package dev.mooring.workspaces;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.ORIGIN;
import static dev.mooring.workspaces.Nodes.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.SigningAlgorithm;
import dev.mooring.language.workspace.TrustedIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.CreateWorkspace;
import dev.mooring.language.workspace.WorkspaceCommand.RemoveIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.SetIssuer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace has one issuer at a time, and an issuer with an audience one workspace. */
class IssuersTest {

    private static final WorkspaceId ONE = Nodes.WORKSPACE;
    private static final WorkspaceId TWO = Nodes.OTHER_WORKSPACE;
    private static final TrustedIssuer A = issuer("https://a.example", "https://a.example/jwks");
    private static final TrustedIssuer B = issuer("https://b.example", "https://b.example/jwks");

    private final Nodes nodes = new Nodes();
    private final Nodes.Node here = nodes.start("here");
    private final Nodes.Node there = nodes.start("there");

    @BeforeEach
    void found() {
        for (var workspace : List.of(ONE, TWO)) {
            send(here, workspace, new CreateWorkspace(workspace, new DisplayName("One"), AT));
        }
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aPairThatOneWorkspaceHasIsRefusedToEveryOther() {
        set(here, ONE, A);

        assertThat(refused(TWO, A)).isEqualTo("issuer.taken");
        assertThat(trust(A)).isEqualTo(new IssuerTrust.By(ONE, A));
        set(there, TWO, new TrustedIssuer(A.issuer(), "another", A.algorithms(), A.jwksUrl()));
    }

    @Test
    void ofTwoWorkspacesThatWantAPairAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            var wanted = issuer("https://round" + round + ".example", "https://jwks.example");
            var outcomes =
                    atOnce(
                            List.<Callable<?>>of(
                                    () -> set(here, ONE, wanted), () -> set(there, TWO, wanted)));

            assertThat(outcomes).filteredOn(Receipt.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Refusal.class::isInstance)
                    .singleElement()
                    .satisfies(refusal ->
                            assertThat(((Refusal) refusal).code().code())
                                    .isEqualTo("issuer.taken"));
        }
    }

    @Test
    void anotherIssuerTakesTheFirstOnesPlaceAndFreesIt() {
        set(here, ONE, A);
        set(here, ONE, B);

        assertThat(trust(A)).isEqualTo(new IssuerTrust.None());
        assertThat(trust(B)).isEqualTo(new IssuerTrust.By(ONE, B));
        set(there, TWO, A);
        assertThat(trust(A)).isEqualTo(new IssuerTrust.By(TWO, A));
    }

    @Test
    void aRemovedIssuerIsFreeForAnother() {
        set(here, ONE, A);
        send(here, ONE, new RemoveIssuer(ONE, AT));

        assertThat(trust(A)).isEqualTo(new IssuerTrust.None());
        set(there, TWO, A);
        send(here, ONE, new RemoveIssuer(ONE, AT));
        assertThat(trust(A)).as("nobody drops another's").isEqualTo(new IssuerTrust.By(TWO, A));
    }

    @Test
    void otherKeysOfTheSameIssuerTakeThePlaceOfTheFirst() {
        set(here, ONE, A);
        var moved = issuer(A.issuer(), "https://a.example/new-jwks");

        set(here, ONE, moved);
        var before = here.events(IssuerEvent.class).size();
        set(here, ONE, moved);

        assertThat(trust(A)).isEqualTo(new IssuerTrust.By(ONE, moved));
        assertThat(here.events(IssuerEvent.class)).as("nothing changed").hasSize(before);
    }

    @Test
    void aWorkspaceThatThereIsNotTrustsNobody() {
        assertThat(refused(new WorkspaceId("wsp_none"), A)).isEqualTo("workspace.unknown");
    }

    private IssuerTrust trust(TrustedIssuer issuer) {
        return new Issuers(there.log).find(issuer.issuer(), issuer.audience());
    }

    private String refused(WorkspaceId workspace, TrustedIssuer issuer) {
        return catchThrowableOfType(Refusal.class, () -> set(here, workspace, issuer))
                .code()
                .code();
    }

    private static Receipt set(Nodes.Node node, WorkspaceId workspace, TrustedIssuer issuer) {
        return send(node, workspace, new SetIssuer(workspace, issuer, AT));
    }

    private static Receipt send(Nodes.Node node, WorkspaceId workspace, Object command) {
        return node.sender.send(command, CommandContext.of(workspace, ORIGIN, AT));
    }

    private static TrustedIssuer issuer(String issuer, String jwksUrl) {
        return new TrustedIssuer(issuer, "mooring", Set.of(SigningAlgorithm.RS256), jwksUrl);
    }
}
