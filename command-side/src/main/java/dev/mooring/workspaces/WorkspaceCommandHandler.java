package dev.mooring.workspaces;

import dev.mooring.deciding.AxonDecisions;
import dev.mooring.deciding.Decisions;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.workspace.ApplicationCommand;
import dev.mooring.language.workspace.ApplicationCommand.RegisterApplication;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.KeyCommand;
import dev.mooring.language.workspace.KeyCommand.BootstrapKey;
import dev.mooring.language.workspace.KeyCommand.EndPreviousSecret;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RedeemBootstrapKey;
import dev.mooring.language.workspace.KeyCommand.RevokeKey;
import dev.mooring.language.workspace.KeyCommand.RotateKey;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.Maker;
import dev.mooring.language.workspace.UserCommand;
import dev.mooring.language.workspace.UserCommand.CompleteErasure;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserCommand.RecordKeyDestroyed;
import dev.mooring.language.workspace.UserCommand.RegisterUser;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.WorkspaceCommand;
import dev.mooring.language.workspace.WorkspaceCommand.CreateWorkspace;
import dev.mooring.language.workspace.WorkspaceEvent;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;

/** Takes the commands on workspaces, users, applications and keys. */
public final class WorkspaceCommandHandler {

    private final Decisions<Workspace, WorkspaceCommand, WorkspaceEvent> workspaces;
    private final Decisions<User, UserCommand, UserEvent> users;
    private final Decisions<Application, ApplicationCommand, ApplicationEvent> applications;
    private final Decisions<Key, KeyCommand, KeyEvent> keys;

    public WorkspaceCommandHandler(
            Decisions<Workspace, WorkspaceCommand, WorkspaceEvent> workspaces,
            Decisions<User, UserCommand, UserEvent> users,
            Decisions<Application, ApplicationCommand, ApplicationEvent> applications,
            Decisions<Key, KeyCommand, KeyEvent> keys) {
        this.workspaces = workspaces;
        this.users = users;
        this.applications = applications;
        this.keys = keys;
    }

    /** A handler on Axon's repositories. */
    public static WorkspaceCommandHandler over(AxonLog axon) {
        return new WorkspaceCommandHandler(
                new AxonDecisions<>(
                        axon.repository(WorkspaceAggregate.class), WorkspaceAggregate::new),
                new AxonDecisions<>(axon.repository(UserAggregate.class), UserAggregate::new),
                new AxonDecisions<>(
                        axon.repository(ApplicationAggregate.class), ApplicationAggregate::new),
                new AxonDecisions<>(axon.repository(KeyAggregate.class), KeyAggregate::new));
    }

    @CommandHandler
    public void handle(CreateWorkspace command) {
        workspaces.decide(command.workspace().value(), command);
    }

    @CommandHandler
    public void handle(RegisterUser command) {
        users.decide(command.user().value(), command);
    }

    @CommandHandler
    public void handle(EraseUser command) {
        users.decide(command.user().value(), command);
    }

    @CommandHandler
    public void handle(RecordKeyDestroyed command) {
        users.decide(command.user().value(), command);
    }

    @CommandHandler
    public void handle(CompleteErasure command) {
        users.decide(command.user().value(), command);
    }

    @CommandHandler
    public void handle(RegisterApplication command) {
        applications.decide(command.application().value(), command);
    }

    @CommandHandler
    public void handle(BootstrapKey command) {
        keys.decide(command.key().value(), command);
    }

    /**
     * The key of the first start is void in the same commit in which it makes one, so that of two
     * who use it at once one is refused. A workspace is founded in the commit of its first key, so
     * that there is none that nobody can enter.
     */
    @CommandHandler
    public void handle(IssueKey command) {
        switch (command.maker()) {
            case Maker.Administrator administrator -> {}
            case Maker.Bootstrap(var bootstrap) ->
                    keys.decide(
                            bootstrap.value(),
                            new RedeemBootstrapKey(bootstrap, command.scopes(), command.at()));
            case Maker.Founder founder -> found(founder, command.at());
        }
        var application = command.application();
        if (application != null) {
            requireRegistered(application);
        }
        keys.decide(command.key().value(), command);
    }

    @CommandHandler
    public void handle(RotateKey command) {
        keys.decide(command.key().value(), command);
    }

    @CommandHandler
    public void handle(EndPreviousSecret command) {
        keys.decide(command.key().value(), command);
    }

    @CommandHandler
    public void handle(RevokeKey command) {
        keys.decide(command.key().value(), command);
    }

    private void found(Maker.Founder founder, Instant at) {
        var workspace = founder.workspace();
        var founded =
                workspaces.decide(
                        workspace.value(), new CreateWorkspace(workspace, founder.name(), at));
        if (founded.isEmpty()) {
            throw Refusal.of(ErrorCode.CONCURRENT_CHANGE, "the workspace exists already");
        }
    }

    private void requireRegistered(ApplicationId application) {
        switch (applications.state(application.value())) {
            case Application.Unknown unknown -> throw Refusal.of(ErrorCode.APPLICATION_UNKNOWN);
            case Application.Registered registered -> {}
        }
    }
}
