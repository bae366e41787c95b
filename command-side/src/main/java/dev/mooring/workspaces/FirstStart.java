package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.Scope;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.CommandId;
import dev.mooring.language.KeyId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.KeyCommand.BootstrapKey;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives whoever installs Mooring a way in: a key in a file that only he can read.
 *
 * <p>In development every node's folder has one, and it may do everything. In production there is
 * one for the whole installation, made by whichever node starts first; it makes one other key and
 * is void from then on.
 *
 * <p>The file is written before the log tells of the key, so a node that is killed in between finds
 * its key at its next start.
 */
public final class FirstStart {

    /** Who acts where nobody has asked. */
    static final Origin ORIGIN =
            new Origin(null, "system", null, "start-" + UUID.randomUUID(), null, null);

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

    private final EventLog log;
    private final CommandSender sender;
    private final Installation installation;

    public FirstStart(EventLog log, CommandSender sender, Installation installation) {
        this.log = log;
        this.sender = sender;
        this.installation = installation;
    }

    /**
     * Sees to it that there is a way in. To be called before the first request is taken.
     *
     * @throws ExposedKeyException where others than its owner may read the file
     */
    public void prepare(WorkspaceId workspace) {
        var file = new KeyTextFile(installation.bootstrapKey());
        if (installation.development()) {
            prepareDevelopment(workspace, file);
        } else {
            prepareProduction(workspace, file);
        }
    }

    private void prepareDevelopment(WorkspaceId workspace, KeyTextFile file) {
        var key = file.read().filter(held -> isOpenToDevelopment(workspace, held)).orElse(null);
        if (key == null) {
            key = fresh();
            file.write(key);
        }
        send(
                workspace,
                key,
                Arrays.stream(Scope.values()).map(Scope::text).collect(toUnmodifiableSet()),
                false,
                CommandId.of("bootstrap.development", workspace.value(), key.id()));
        LOG.info("The administrator's key lies in {}", file.path());
    }

    private boolean isOpenToDevelopment(WorkspaceId workspace, ApiKey key) {
        return switch (StoredKeys.state(log.readAggregate(key.id(), 0), workspace)) {
            case Key.Unknown unknown -> true;
            case Key.Bootstrap bootstrap -> !bootstrap.onlyOnce();
            case Key.Issued issued -> false;
            case Key.Revoked revoked -> false;
        };
    }

    private void prepareProduction(WorkspaceId workspace, KeyTextFile file) {
        var once = CommandId.of("bootstrap.production", workspace.value());
        if (log.find(once).isPresent()) {
            return;
        }
        var key =
                file.read()
                        .filter(held -> log.readAggregate(held.id(), 0).isEmpty())
                        .orElseGet(() -> written(file));
        var first = send(workspace, key, Set.of(Scope.KEYS_ADMIN.text()), true, once);
        if (first.equals(key.id())) {
            LOG.warn(
                    "The key that makes the first administrator's key lies in {}. It works once: POST /v1/keys",
                    file.path());
        } else {
            // Another node was first, and its file holds the one key that counts.
            file.delete();
        }
    }

    private static ApiKey written(KeyTextFile file) {
        var key = fresh();
        file.write(key);
        return key;
    }

    private static ApiKey fresh() {
        return ApiKey.generate(KeyId.madeBy(CommandId.random()).value());
    }

    /** The id of the key that the log has under this command. */
    private String send(
            WorkspaceId workspace,
            ApiKey key,
            Set<String> scopes,
            boolean onlyOnce,
            CommandId command) {
        var at = log.clock().instant();
        return sender.send(
                        new BootstrapKey(new KeyId(key.id()), scopes, onlyOnce, key.sha256(), at),
                        CommandContext.of(workspace, ORIGIN, at).named(command))
                .events()
                .getFirst()
                .aggregateId();
    }
}
