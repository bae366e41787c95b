package dev.mooring.workspaces;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.workspace.KeyCommand;
import dev.mooring.language.workspace.KeyEvent;

/** Runs {@link KeyDecider} on Axon. */
public final class KeyAggregate extends DecidedAggregate<Key, KeyCommand, KeyEvent> {

    public KeyAggregate() {
        super(new KeyDecider(), KeyEvent.class);
    }
}
