package dev.mooring.eventlog.forward;

/**
 * What a node needs to append together with others.
 *
 * @param node this process; a name that no other and no later one has
 * @param address where the others' couriers reach it
 */
public record Forwarding(String node, String address, Courier courier) {}
