package dev.mooring.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ClientCommand.LeadClient;
import dev.mooring.language.service.ServiceCommand;
import dev.mooring.language.service.ServiceCommand.Discovered;
import dev.mooring.language.service.ServiceCommand.DraftService;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceCommand.ReviseService;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceDeciderTest {

    private static final ServiceId ID = new ServiceId("svc_1");
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private static final ServiceEvent DRAFTED = new ServiceDrafted("svc_1", 1, definition("Acme"));
    private static final ServiceEvent PUBLISHED = new ServicePublished("svc_1", 1);
    private static final ServiceEvent REVISED =
            new ServiceRevised("svc_1", 2, definition("Acme 2"));

    private final ServiceDecider decider = new ServiceDecider();

    /** Every command in every state: the events, or the code. */
    static Stream<Arguments> table() {
        var undefined = List.<ServiceEvent>of();
        var draft = List.of(DRAFTED);
        var published = List.of(DRAFTED, PUBLISHED);
        var revised = List.of(DRAFTED, PUBLISHED, REVISED);
        var draftIt = new DraftService(ID, definition("Acme"), null, AT);
        var revise = new ReviseService(ID, definition("Acme 3"), null, AT);
        var publish = new PublishService(ID, null, AT);
        return Stream.of(
                Arguments.of(undefined, draftIt, List.of(DRAFTED)),
                Arguments.of(draft, draftIt, "link_name.taken"),
                Arguments.of(published, draftIt, "link_name.taken"),
                Arguments.of(revised, draftIt, "link_name.taken"),
                Arguments.of(undefined, revise, "service.unknown"),
                Arguments.of(draft, revise, List.of(revision(2))),
                Arguments.of(published, revise, List.of(revision(2))),
                Arguments.of(revised, revise, List.of(revision(3))),
                Arguments.of(undefined, publish, "service.unknown"),
                Arguments.of(draft, publish, List.of(new ServicePublished("svc_1", 1))),
                Arguments.of(published, publish, "service.nothing_to_publish"),
                Arguments.of(revised, publish, List.of(new ServicePublished("svc_1", 2))));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyCommandInEveryStateHasItsOutcome(
            List<ServiceEvent> past, ServiceCommand command, Object outcome) {
        assertThat(outcome(past, command)).isEqualTo(outcome);
    }

    @Test
    void aDefinitionThatChangesNothingMakesNoVersion() {
        var same = new ReviseService(ID, definition("Acme"), null, AT);

        assertThat(outcome(List.of(DRAFTED), same)).isEqualTo(List.of());
    }

    @Test
    void theLinkNameNeverChanges() {
        var renamed = definition("Acme", "other");

        assertThat(outcome(List.of(DRAFTED), new ReviseService(ID, renamed, null, AT)))
                .isEqualTo("request.invalid");
    }

    @Test
    void aDraftOfAPublishedServiceLeavesThePublishedVersion() {
        assertThat(state(List.of(DRAFTED, PUBLISHED, REVISED)))
                .isEqualTo(new CustomService.Revised(1, 2, definition("Acme 2")));
    }

    @Test
    void security12WhatIsDiscoveredIsPinnedInTheVersionThatIsPublished() {
        var past = List.<ServiceEvent>of(new ServiceDrafted("svc_1", 1, awaiting()));

        assertThat(outcome(past, discovered(1, found())))
                .isEqualTo(
                        List.of(
                                new ServiceRevised("svc_1", 2, found()),
                                new ServicePublished("svc_1", 2)));
    }

    @Test
    void security12WhatAwaitsDiscoveryIsNotPublishedWithoutIt() {
        var past = List.<ServiceEvent>of(new ServiceDrafted("svc_1", 1, awaiting()));

        assertThat(outcome(past, new PublishService(ID, null, AT))).isEqualTo("concurrent.change");
        assertThat(outcome(past, discovered(1, awaiting()))).isEqualTo("concurrent.change");
    }

    @Test
    void security12WhatWasDiscoveredForAnotherVersionIsNotPublished() {
        var past =
                List.<ServiceEvent>of(
                        new ServiceDrafted("svc_1", 1, awaiting()),
                        new ServiceRevised("svc_1", 2, definition("Acme")));

        assertThat(outcome(past, discovered(1, found()))).isEqualTo("concurrent.change");
        assertThat(outcome(past, new PublishService(ID, null, AT)))
                .isEqualTo(List.of(new ServicePublished("svc_1", 2)));
    }

    private Object outcome(List<ServiceEvent> past, ServiceCommand command) {
        try {
            return decider.decide(state(past), command);
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }

    private CustomService state(List<ServiceEvent> past) {
        var state = decider.initial();
        for (var event : past) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    private static ServiceRevised revision(int version) {
        return new ServiceRevised("svc_1", version, definition("Acme 3"));
    }

    private static ServiceDefinition definition(String name) {
        return definition(name, "acme");
    }

    private static ServiceDefinition definition(String name, String linkName) {
        return new ServiceDefinition(
                name, linkName, "", "", new Auth.Basic(), List.of(), List.of(), List.of());
    }

    private static PublishService discovered(int version, ServiceDefinition found) {
        var lead = new LeadClient(new RegistrationId("reg_1"), ID, "from", "to", AT);
        return new PublishService(ID, new Discovered(version, found, lead), AT);
    }

    private static ServiceDefinition awaiting() {
        return definition("Acme").with(oauth2("", ""));
    }

    private static ServiceDefinition found() {
        return definition("Acme")
                .with(oauth2("https://acme.example/authorize", "https://acme.example/token"));
    }

    private static Auth oauth2(String authorizeUrl, String tokenUrl) {
        return new Auth.OAuth2AuthorizationCode(
                authorizeUrl,
                tokenUrl,
                null,
                null,
                null,
                "https://acme.example",
                null,
                false,
                Auth.ClientAuthentication.BASIC,
                Auth.Pkce.S256,
                Auth.Rotation.UNKNOWN,
                " ",
                Map.of(),
                Map.of());
    }
}
