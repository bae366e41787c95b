package dev.mooring.services;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.ServiceCommand;
import dev.mooring.language.service.ServiceCommand.DraftService;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceCommand.ReviseService;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.services.CustomService.Draft;
import dev.mooring.services.CustomService.Published;
import dev.mooring.services.CustomService.Revised;
import dev.mooring.services.CustomService.Undefined;
import java.util.List;

/** What a command leads to in each state of a custom service. Pure. */
public final class ServiceDecider implements Decider<CustomService, ServiceCommand, ServiceEvent> {

    @Override
    public CustomService initial() {
        return new Undefined();
    }

    @Override
    public List<ServiceEvent> decide(CustomService state, ServiceCommand command) {
        return switch (command) {
            case DraftService draft -> draft(state, draft);
            case ReviseService revise -> revise(state, revise);
            case PublishService publish -> publish(state, publish);
        };
    }

    @Override
    public CustomService evolve(CustomService state, ServiceEvent event) {
        return switch (event) {
            case ServiceDrafted drafted -> new Draft(drafted.version(), drafted.definition());
            case ServiceRevised revised -> revised(state, revised);
            case ServicePublished published ->
                    new Published(published.version(), newest(state).definition());
        };
    }

    private static List<ServiceEvent> draft(CustomService state, DraftService command) {
        return switch (state) {
            case Undefined undefined ->
                    List.of(new ServiceDrafted(command.service().value(), 1, command.definition()));
            case Draft draft -> throw taken(command.definition());
            case Published published -> throw taken(command.definition());
            case Revised revised -> throw taken(command.definition());
        };
    }

    private static List<ServiceEvent> revise(CustomService state, ReviseService command) {
        var newest = newest(state);
        if (!command.definition().linkName().equals(newest.definition().linkName())) {
            throw Refusal.invalid(
                    "/linkName",
                    "link_name.immutable",
                    "The link name stays " + newest.definition().linkName());
        }
        if (command.definition().equals(newest.definition())) {
            return List.of();
        }
        return List.of(
                new ServiceRevised(
                        command.service().value(), newest.version() + 1, command.definition()));
    }

    private static List<ServiceEvent> publish(CustomService state, PublishService command) {
        return switch (state) {
            case Undefined undefined -> throw Refusal.of(ErrorCode.SERVICE_UNKNOWN);
            case Published published -> throw Refusal.of(ErrorCode.SERVICE_NOTHING_TO_PUBLISH);
            case Draft draft -> publish(draft.version(), draft.definition(), command);
            case Revised revised -> publish(revised.version(), revised.definition(), command);
        };
    }

    /** What was discovered counts for the version that it was discovered for, and no other. */
    private static List<ServiceEvent> publish(
            int newest, ServiceDefinition definition, PublishService command) {
        var service = command.service().value();
        var discovered = command.discovered();
        if (discovered == null && !definition.awaitsDiscovery()) {
            return List.of(new ServicePublished(service, newest));
        }
        if (discovered == null
                || discovered.version() != newest
                || discovered.definition().awaitsDiscovery()) {
            throw Refusal.of(ErrorCode.CONCURRENT_CHANGE);
        }
        return List.of(
                new ServiceRevised(service, newest + 1, discovered.definition()),
                new ServicePublished(service, newest + 1));
    }

    private static CustomService revised(CustomService state, ServiceRevised event) {
        return switch (state) {
            case Undefined undefined -> throw Refusal.of(ErrorCode.SERVICE_UNKNOWN);
            case Draft draft -> new Draft(event.version(), event.definition());
            case Published published ->
                    new Revised(published.version(), event.version(), event.definition());
            case Revised revised ->
                    new Revised(revised.published(), event.version(), event.definition());
        };
    }

    private record Version(int version, ServiceDefinition definition) {}

    private static Version newest(CustomService state) {
        return switch (state) {
            case Undefined undefined -> throw Refusal.of(ErrorCode.SERVICE_UNKNOWN);
            case Draft(var version, var definition) -> new Version(version, definition);
            case Published(var version, var definition) -> new Version(version, definition);
            case Revised(var published, var version, var definition) ->
                    new Version(version, definition);
        };
    }

    private static Refusal taken(ServiceDefinition definition) {
        return Refusal.of(
                ErrorCode.LINK_NAME_TAKEN,
                "the workspace has a service with the link name " + definition.linkName());
    }
}
