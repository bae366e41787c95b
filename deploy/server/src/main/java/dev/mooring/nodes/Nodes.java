package dev.mooring.nodes;

import dev.mooring.eventlog.forward.Forwarding;
import dev.mooring.eventlog.forward.Inbox;

/**
 * The way to the other nodes, and theirs to this one.
 *
 * @param inbox where a log says that it takes what they send
 */
public record Nodes(Forwarding forwarding, Inbox inbox) {}
