package dev.mooring.language.workspace;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.Command;
import dev.mooring.language.DisplayName;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a client application. */
public sealed interface ApplicationCommand extends Command {

    ApplicationId application();

    record RegisterApplication(
            @TargetAggregateIdentifier ApplicationId application, DisplayName name, Instant at)
            implements ApplicationCommand {}
}
