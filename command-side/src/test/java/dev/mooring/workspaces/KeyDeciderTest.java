package dev.mooring.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.KeyId;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.KeyCommand;
import dev.mooring.language.workspace.KeyCommand.BootstrapKey;
import dev.mooring.language.workspace.KeyCommand.EndPreviousSecret;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RedeemBootstrapKey;
import dev.mooring.language.workspace.KeyCommand.RevokeKey;
import dev.mooring.language.workspace.KeyCommand.RotateKey;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import dev.mooring.language.workspace.KeyEvent.PreviousSecretEnded;
import dev.mooring.language.workspace.Maker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDeciderTest {

    private static final KeyId KEY = new KeyId("key_1");
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final UserId ALICE = new UserId("usr_alice");
    private static final UserId BOB = new UserId("usr_bob");
    private static final ApplicationId CRM = new ApplicationId("app_crm");
    private static final Maker ALMIGHTY =
            new Maker.Administrator(Set.of("keys:admin", "connections:read"), null, null);

    private static final KeyEvent ONCE =
            new KeyBootstrapped("key_1", List.of("keys:admin"), true, "hash");
    private static final KeyEvent ALWAYS =
            new KeyBootstrapped("key_1", List.of("keys:admin"), false, "hash");
    private static final KeyEvent ISSUED =
            new KeyIssued("key_1", "CI", List.of("connections:read"), null, null, null, "hash");
    private static final KeyEvent ROTATED = new KeyRotated("key_1", null, null, "second");
    private static final KeyEvent ENDED = new PreviousSecretEnded("key_1");
    private static final KeyEvent REVOKED = new KeyRevoked("key_1");

    private final KeyDecider decider = new KeyDecider();

    /** Every command in every state: the events, or the code. */
    static Stream<Arguments> table() {
        var bootstrap = new BootstrapKey(KEY, Set.of("keys:admin"), true, "hash", AT);
        var issue = issue(Set.of("connections:read"), null, null, null, ALMIGHTY);
        var redeem = new RedeemBootstrapKey(KEY, Set.of("keys:admin"), AT);
        var rotate = new RotateKey(KEY, null, null, "second", ALMIGHTY, AT);
        var end = new EndPreviousSecret(KEY, AT);
        var revoke = new RevokeKey(KEY, AT);
        var unknown = List.<KeyEvent>of();
        var once = List.of(ONCE);
        var always = List.of(ALWAYS);
        var issued = List.of(ISSUED);
        var rotated = List.of(ISSUED, ROTATED);
        var revoked = List.of(ISSUED, REVOKED);
        return Stream.of(
                Arguments.of(unknown, bootstrap, List.of(ONCE)),
                Arguments.of(once, bootstrap, List.of()),
                Arguments.of(always, bootstrap, List.of()),
                Arguments.of(issued, bootstrap, "concurrent.change"),
                Arguments.of(revoked, bootstrap, "concurrent.change"),
                Arguments.of(unknown, issue, List.of(ISSUED)),
                Arguments.of(once, issue, "concurrent.change"),
                Arguments.of(always, issue, "concurrent.change"),
                Arguments.of(issued, issue, "concurrent.change"),
                Arguments.of(revoked, issue, "concurrent.change"),
                Arguments.of(unknown, redeem, "authentication.required"),
                Arguments.of(once, redeem, List.of(REVOKED)),
                Arguments.of(always, redeem, List.of()),
                Arguments.of(issued, redeem, "authentication.required"),
                Arguments.of(revoked, redeem, "authentication.required"),
                Arguments.of(unknown, rotate, "key.unknown"),
                Arguments.of(once, rotate, "key.of_first_start"),
                Arguments.of(always, rotate, "key.of_first_start"),
                Arguments.of(issued, rotate, List.of(ROTATED)),
                Arguments.of(rotated, rotate, "key.being_rotated"),
                Arguments.of(List.of(ISSUED, ROTATED, ENDED), rotate, List.of(ROTATED)),
                Arguments.of(revoked, rotate, "key.unknown"),
                Arguments.of(unknown, end, "key.unknown"),
                Arguments.of(once, end, List.of()),
                Arguments.of(always, end, List.of()),
                Arguments.of(issued, end, List.of()),
                Arguments.of(rotated, end, List.of(ENDED)),
                Arguments.of(List.of(ISSUED, ROTATED, ENDED), end, List.of()),
                Arguments.of(revoked, end, "key.unknown"),
                Arguments.of(rotated, bootstrap, "concurrent.change"),
                Arguments.of(rotated, issue, "concurrent.change"),
                Arguments.of(rotated, redeem, "authentication.required"),
                Arguments.of(rotated, revoke, List.of(REVOKED)),
                Arguments.of(unknown, revoke, "key.unknown"),
                Arguments.of(once, revoke, List.of(REVOKED)),
                Arguments.of(always, revoke, List.of(REVOKED)),
                Arguments.of(issued, revoke, List.of(REVOKED)),
                Arguments.of(revoked, revoke, List.of()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyCommandInEveryStateHasItsOutcome(
            List<KeyEvent> past, KeyCommand command, Object outcome) {
        assertThat(outcome(past, command)).isEqualTo(outcome);
    }

    @Test
    void security23AKeyGrantsOnlyScopesThatItsMakerHas() {
        assertThat(outcome(issue(Set.of("tokens:read"), null, null, null, ALMIGHTY)))
                .isEqualTo("key.scope_not_held");
    }

    @Test
    void anApplicationMakesKeysForItselfAlone() {
        var maker = new Maker.Administrator(Set.of("connections:read"), CRM, null);
        var scopes = Set.of("connections:read");

        assertThat(outcome(issue(scopes, null, null, null, maker))).isEqualTo("access.forbidden");
        assertThat(outcome(issue(scopes, new ApplicationId("app_2"), null, null, maker)))
                .isEqualTo("access.forbidden");
        assertThat(outcome(issue(scopes, CRM, null, null, maker))).isInstanceOf(List.class);
    }

    @Test
    void aKeyActsForNobodyWhomItsMakerDoesNotActFor() {
        var maker = new Maker.Administrator(Set.of("connections:read"), null, Set.of(ALICE));
        var scopes = Set.of("connections:read");

        assertThat(outcome(issue(scopes, null, null, null, maker))).isEqualTo("user.forbidden");
        assertThat(outcome(issue(scopes, null, Set.of(ALICE, BOB), null, maker)))
                .isEqualTo("user.forbidden");
        assertThat(outcome(issue(scopes, null, Set.of(ALICE), null, maker)))
                .isInstanceOf(List.class);
    }

    @Test
    void aKeyThatOpensNothingIsNotMade() {
        assertThat(outcome(issue(Set.of(), null, null, null, ALMIGHTY)))
                .isEqualTo("request.invalid");
        assertThat(outcome(issue(Set.of("keys:admin"), null, Set.of(), null, ALMIGHTY)))
                .isEqualTo("request.invalid");
        assertThat(outcome(issue(Set.of("keys:admin"), null, null, AT, ALMIGHTY)))
                .isEqualTo("request.invalid");
        assertThat(
                        outcome(
                                issue(
                                        Set.of("keys:admin"),
                                        null,
                                        null,
                                        AT.plus(Duration.ofMillis(1)),
                                        ALMIGHTY)))
                .isInstanceOf(List.class);
    }

    @Test
    void security26TheFirstKeyCanMakeOthersForNoneElseWillEver() {
        var redeem = new RedeemBootstrapKey(KEY, Set.of("connections:read"), AT);

        assertThat(outcome(List.of(ONCE), redeem)).isEqualTo("request.invalid");
    }

    @Test
    void security26APreviousSecretThatHasEndedMakesRoomForAnother() {
        var soon = AT.plusSeconds(60);
        var past = List.of(ISSUED, new KeyRotated("key_1", null, soon, "second"));
        var third = new KeyRotated("key_1", null, null, "third");

        assertThat(outcome(past, rotate(null, null, ALMIGHTY, soon.minusMillis(1))))
                .isEqualTo("key.being_rotated");
        assertThat(outcome(past, rotate(null, null, ALMIGHTY, soon))).isEqualTo(List.of(third));
    }

    @Test
    void security26ANewSecretEndsWhenTheOneBeforeWouldHaveUnlessItIsSaid() {
        var end = AT.plus(Duration.ofDays(1));
        var later = AT.plus(Duration.ofDays(9));
        var past = issuedUntil(end);

        assertThat(outcome(past, rotate(null, null, ALMIGHTY, AT)))
                .isEqualTo(List.of(new KeyRotated("key_1", end, null, "third")));
        assertThat(outcome(past, rotate(later, end, ALMIGHTY, AT)))
                .isEqualTo(List.of(new KeyRotated("key_1", later, end, "third")));
        assertThat(outcome(past, rotate(null, null, ALMIGHTY, end))).isEqualTo("request.invalid");
        assertThat(outcome(past, rotate(AT, null, ALMIGHTY, AT))).isEqualTo("request.invalid");
        assertThat(outcome(past, rotate(null, AT, ALMIGHTY, AT))).isEqualTo("request.invalid");
    }

    @Test
    void security26ThePreviousSecretNeverOutlivesItsOwnEnd() {
        var end = AT.plus(Duration.ofDays(1));
        var rotated = new KeyRotated("key_1", null, end.plusSeconds(1), "second");
        var key = (Key.Issued) state(List.of(issuedUntil(end).getFirst(), rotated));

        assertThat(key.secrets())
                .containsExactly(new Key.Secret("second", null), new Key.Secret("hash", end));
    }

    @Test
    void security23WhoeverSeesTheNewSecretReachesAsFarAsTheKey() {
        var issued =
                new KeyIssued(
                        "key_1",
                        "CI",
                        List.of("connections:read"),
                        "app_crm",
                        List.of("usr_alice"),
                        null,
                        "hash");
        var scopes = Set.of("connections:read");

        assertThat(rotatedBy(issued, new Maker.Administrator(Set.of("keys:admin"), null, null)))
                .isEqualTo("key.scope_not_held");
        assertThat(
                        rotatedBy(
                                issued,
                                new Maker.Administrator(scopes, new ApplicationId("app_2"), null)))
                .isEqualTo("access.forbidden");
        assertThat(rotatedBy(issued, new Maker.Administrator(scopes, null, Set.of(BOB))))
                .isEqualTo("user.forbidden");
        assertThat(rotatedBy(issued, new Maker.Administrator(scopes, CRM, Set.of(ALICE, BOB))))
                .isInstanceOf(List.class);
    }

    private Object rotatedBy(KeyEvent issued, Maker maker) {
        return outcome(List.of(issued), rotate(null, null, maker, AT));
    }

    private static RotateKey rotate(
            @Nullable Instant expiresAt,
            @Nullable Instant previousEndsAt,
            Maker maker,
            Instant at) {
        return new RotateKey(KEY, expiresAt, previousEndsAt, "third", maker, at);
    }

    private static List<KeyEvent> issuedUntil(Instant end) {
        return List.of(
                new KeyIssued("key_1", "CI", List.of("connections:read"), null, null, end, "hash"));
    }

    private Object outcome(KeyCommand command) {
        return outcome(List.of(), command);
    }

    private Object outcome(List<KeyEvent> past, KeyCommand command) {
        try {
            return decider.decide(state(past), command);
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }

    private Key state(List<KeyEvent> past) {
        var state = decider.initial();
        for (var event : past) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    private static IssueKey issue(
            Set<String> scopes,
            @Nullable ApplicationId application,
            @Nullable Set<UserId> actsFor,
            @Nullable Instant expiresAt,
            Maker maker) {
        return new IssueKey(
                KEY,
                new DisplayName("CI"),
                scopes,
                application,
                actsFor,
                expiresAt,
                "hash",
                maker,
                AT);
    }
}
