package dev.mooring.language;

import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.WorkspaceEvent;

/** The closed list of all events of the domain log. */
public final class DomainEvents {

    public static final EventTypes TYPES =
            EventTypes.of(
                    ConnectionEvent.class,
                    AuthorizationEvent.class,
                    LinkNameEvent.class,
                    ServiceEvent.class,
                    ClientEvent.class,
                    WorkspaceEvent.class,
                    IssuerEvent.class,
                    UserEvent.class,
                    ApplicationEvent.class,
                    KeyEvent.class);

    private DomainEvents() {}
}
