package dev.mooring.services;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.OTHER_WORKSPACE;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.foreignContext;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.workspaces.Nodes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Services are found by id and link name, as they were published. */
class ServiceDirectoryTest extends ServicesFixture {

    @Test
    void aPublishedServiceIsFoundByIdAndLinkNameOnEveryNode() {
        draft(here, Posted.oauth2());
        publish(here);

        var found = there.directory.connectable(WORKSPACE, "acme");

        assertThat(found.id()).isEqualTo(ACME);
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.builtIn()).isFalse();
        assertThat(found.definition()).isEqualTo(READER.read(Posted.oauth2().read()).definition());
        assertThat(there.directory.connectable(WORKSPACE, ACME.value())).isEqualTo(found);
    }

    @Test
    void aDraftIsNotConnectedTo() {
        draft(here, Posted.oauth2());

        assertRefused(
                ErrorCode.SERVICE_NOT_PUBLISHED,
                () -> there.directory.connectable(WORKSPACE, "acme"));
    }

    @Test
    void aRevisionIsADraftAndEveryVersionStays() {
        draft(here, Posted.oauth2());
        publish(here);
        revise(here, Posted.oauth2().with("/name", "\"Acme 2\""));

        assertThat(there.directory.connectable(WORKSPACE, "acme").version()).isEqualTo(1);
        assertThat(there.directory.newest(WORKSPACE, ACME).version()).isEqualTo(2);

        publish(here);
        assertThat(there.directory.connectable(WORKSPACE, "acme").definition().name())
                .isEqualTo("Acme 2");
        assertThat(there.directory.version(WORKSPACE, ACME, 1).definition().name())
                .isEqualTo("Acme");
        assertRefused(ErrorCode.SERVICE_UNKNOWN, () -> there.directory.version(WORKSPACE, ACME, 3));
    }

    @Test
    void security25AnotherWorkspaceSeesNothingOfAService() {
        draft(here, Posted.oauth2());
        publish(here);

        assertRefused(
                ErrorCode.SERVICE_UNKNOWN,
                () -> here.directory.connectable(OTHER_WORKSPACE, "acme"));
        assertRefused(
                ErrorCode.SERVICE_UNKNOWN,
                () -> here.directory.connectable(OTHER_WORKSPACE, ACME.value()));
        assertRefused(
                ErrorCode.SERVICE_UNKNOWN, () -> here.directory.version(OTHER_WORKSPACE, ACME, 1));
        assertRefused(
                ErrorCode.SERVICE_UNKNOWN,
                () -> here.sender.send(new PublishService(ACME, null, AT), foreignContext()));
        assertThat(foreignView(here).flatMap(here.directory::client)).isEmpty();
    }

    @Test
    void whatIsNoServiceIsUnknown() {
        for (var name : List.of("", "nothing", "svc_1", "con_1", "ACME", "../acme", "$ne")) {
            assertRefused(
                    ErrorCode.SERVICE_UNKNOWN, () -> here.directory.connectable(WORKSPACE, name));
        }
    }

    @Test
    void aBuiltInServiceIsFoundByIdAndLinkName() {
        var id = builtIn("mail");

        assertThat(here.directory.connectable(WORKSPACE, "mail").id()).isEqualTo(id);
        assertThat(here.directory.connectable(WORKSPACE, id.value()).builtIn()).isTrue();
        assertThat(here.directory.version(WORKSPACE, id, 4).version()).isEqualTo(4);
        assertRefused(ErrorCode.SERVICE_UNKNOWN, () -> here.directory.version(WORKSPACE, id, 3));
    }

    @Test
    void aCatalogThatGrowsTakesNoLinkNameOver() {
        draft(here, Posted.oauth2());
        publish(here);
        builtIn("acme");

        assertThat(here.directory.connectable(WORKSPACE, "acme").id()).isEqualTo(ACME);
    }

    @RepeatedTest(3)
    void ofTwoWhoPublishAtOnceOneIsToldThatThereIsNothingToPublish() throws Exception {
        draft(here, Posted.oauth2());
        Callable<?> one = () -> publish(here);
        Callable<?> other = () -> publish(there);

        var outcomes = Nodes.atOnce(List.of(one, other));

        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting("code")
                .isEqualTo(ErrorCode.SERVICE_NOTHING_TO_PUBLISH);
        assertThat(here.events(ServicePublished.class)).hasSize(1);
    }

    @RepeatedTest(3)
    void ofTwoWhoTakeALinkNameAtOnceOneIsRefused() throws Exception {
        Callable<?> one = () -> draft(here, Posted.oauth2());
        Callable<?> other = () -> draft(there, Posted.oauth2());

        var outcomes = Nodes.atOnce(List.of(one, other));

        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting("code")
                .isEqualTo(ErrorCode.LINK_NAME_TAKEN);
        assertThat(here.events(ServiceDrafted.class)).hasSize(1);
    }

    /** The workspace's service as an intruder of another workspace would make it up. */
    private static Optional<Service> foreignView(Nodes.Node node) {
        var service = node.directory.connectable(WORKSPACE, "acme");
        return Optional.of(
                new Service(
                        OTHER_WORKSPACE,
                        service.id(),
                        service.version(),
                        false,
                        service.registration(),
                        service.definition()));
    }
}
