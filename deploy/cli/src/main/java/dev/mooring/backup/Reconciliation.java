package dev.mooring.backup;

import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.eventlog.format.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what the log says with what came back beside it, while both are read. Knows events by
 * their stored names alone. For one thread.
 */
final class Reconciliation {

    private final Map<String, String> keys = new TreeMap<>();
    private final Map<String, Long> named = new TreeMap<>();
    private final TreeSet<String> open = new TreeSet<>();
    private final Map<String, Long> held = new TreeMap<>();
    private final TreeSet<String> destroyed = new TreeSet<>();

    /** Takes an event of the domain log. */
    void log(String workspace, Envelope event) {
        var payload = event.payload();
        var id = workspace + "/" + event.aggregateId();
        switch (event.type()) {
            case "key.issued" ->
                    keys.put(event.aggregateId(), payload.path("name").stringValue(""));
            case "key.bootstrapped" -> keys.put(event.aggregateId(), "the first start's");
            case "key.revoked" -> keys.remove(event.aggregateId());
            case "authorization.granted" ->
                    named.merge(id, payload.path("vaultVersion").longValue(1), Math::max);
            case "authorization.recovered" ->
                    named.merge(id, payload.path("vaultVersion").longValue(1), Math::max);
            case "authorization.revoked", "authorization.retired" -> named.remove(id);
            case "connection.authorization_started", "connection.reauthorization_started" ->
                    open.add(id);
            case "connection.authorized",
                    "connection.reauthorized",
                    "connection.authorization_failed",
                    "connection.authorization_expired",
                    "connection.deleted" ->
                    open.remove(id);
            default -> {
                // Tells nothing about what lies beside the log.
            }
        }
    }

    /** Takes an event of the activity log, after the domain log. */
    void activity(String workspace, Envelope event) {
        if (event.type().equals("refresh.succeeded")) {
            var id = workspace + "/" + event.payload().path("authorization").stringValue("");
            long generation = event.payload().path("vaultVersion").longValue(0);
            named.computeIfPresent(id, (_, known) -> Math.max(known, generation));
        }
    }

    /**
     * Takes what the vault holds of an authorization.
     *
     * @param id {@code workspace/authorization}
     * @param newest the newest version; 0 where it was destroyed
     */
    void vault(String id, long newest) {
        if (newest == 0) {
            destroyed.add(id);
        } else {
            held.put(id, newest);
        }
    }

    /** Takes something that the log says is in effect, and that ends again at the next start. */
    void endsAgain(LedgerLine line) {
        named.remove(line.subject());
        open.remove(line.subject());
        if (line.endsKey()) {
            keys.remove(line.id());
        }
    }

    Report report() {
        var rolledBack = new ArrayList<String>();
        var gone = new ArrayList<String>();
        named.forEach((id, version) -> {
            if (destroyed.contains(id)) {
                gone.add(id);
            } else if (held.getOrDefault(id, 0L) < version) {
                rolledBack.add(id);
            }
        });
        return new Report(Map.copyOf(keys), named.size(), rolledBack, gone, List.copyOf(open));
    }

    /**
     * What came of it.
     *
     * @param keys API keys that were not revoked, by id, with their names
     * @param inEffect how many authorizations are in effect
     * @param rolledBack those whose credential in the vault is older than the log names, or is not
     *     there: {@code vault.rolled_back}
     * @param destroyed those whose credential was destroyed after the log's end: ended meanwhile
     * @param open connections whose authorization was under way: it is lost, and expires
     */
    record Report(
            Map<String, String> keys,
            int inEffect,
            List<String> rolledBack,
            List<String> destroyed,
            List<String> open) {

        Report {
            keys = new TreeMap<>(keys);
            rolledBack = List.copyOf(rolledBack);
            destroyed = List.copyOf(destroyed);
            open = List.copyOf(open);
        }
    }
}
