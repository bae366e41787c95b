package dev.mooring.language.workspace;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.Command;
import dev.mooring.language.DisplayName;
import dev.mooring.language.KeyId;
import dev.mooring.language.UserId;
import java.time.Instant;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an API key. */
public sealed interface KeyCommand extends Command {

    KeyId key();

    /**
     * Records the key that a first start writes to a file.
     *
     * @param onlyOnce whether it is void after it has made a key
     * @param secretHash SHA-256 of the key's 256 random bits, in hexadecimal
     */
    record BootstrapKey(
            @TargetAggregateIdentifier KeyId key,
            Set<String> scopes,
            boolean onlyOnce,
            String secretHash,
            Instant at)
            implements KeyCommand {

        public BootstrapKey {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * Makes a key.
     *
     * @param application the application that the key is for, if any
     * @param actsFor the users it acts for; null for any
     * @param expiresAt when it stops working; null for never
     * @param secretHash SHA-256 of the key's 256 random bits, in hexadecimal
     */
    record IssueKey(
            @TargetAggregateIdentifier KeyId key,
            DisplayName name,
            Set<String> scopes,
            @Nullable ApplicationId application,
            @Nullable Set<UserId> actsFor,
            @Nullable Instant expiresAt,
            String secretHash,
            Maker maker,
            Instant at)
            implements KeyCommand {

        public IssueKey {
            scopes = Set.copyOf(scopes);
            actsFor = actsFor == null ? null : Set.copyOf(actsFor);
        }
    }

    /**
     * Uses the key of the first start to make another one, within the command that makes it.
     *
     * @param scopes of the key that is made
     */
    record RedeemBootstrapKey(@TargetAggregateIdentifier KeyId key, Set<String> scopes, Instant at)
            implements KeyCommand {

        public RedeemBootstrapKey {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * Gives a key a new secret beside the one that it has, so that its holders can change over
     * without a moment in which neither works.
     *
     * @param expiresAt when the new secret stops working; null for when the one before would have
     * @param previousEndsAt when the one before stops working; null for not before it is ended
     * @param secretHash SHA-256 of the new secret's 256 random bits, in hexadecimal
     * @param by whoever learns the new secret, and so has to reach as far as the key does
     */
    record RotateKey(
            @TargetAggregateIdentifier KeyId key,
            @Nullable Instant expiresAt,
            @Nullable Instant previousEndsAt,
            String secretHash,
            Maker by,
            Instant at)
            implements KeyCommand {}

    /** Stops the secret from before the last rotation, at once and everywhere. */
    record EndPreviousSecret(@TargetAggregateIdentifier KeyId key, Instant at)
            implements KeyCommand {}

    /** Stops a key for good, at once and everywhere. */
    record RevokeKey(@TargetAggregateIdentifier KeyId key, Instant at) implements KeyCommand {}
}
