package dev.mooring.query.usage;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.activity.DestructionEvent;
import dev.mooring.language.activity.DestructionEvent.CredentialDestroyed;
import dev.mooring.language.activity.RefreshEvent;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.activity.RefreshEvent.RefreshStarted;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import dev.mooring.query.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an authorization's credential.
 *
 * @param refreshes how often it was refreshed
 * @param failures sendings that brought no next generation
 * @param lastFailure the outcome of the last of them; null where there was none
 * @param destroyedAt null while there is a credential
 * @param atService what was done at the service before it was destroyed; null until then
 */
public record Upkeep(
        String authorization,
        long refreshes,
        @Nullable Instant lastRefreshAt,
        long failures,
        @Nullable Instant lastFailureAt,
        @Nullable String lastFailure,
        @Nullable Instant destroyedAt,
        @Nullable String atService) {

    static final Kind<Upkeep> KIND =
            new Kind<>("upkeep", Upkeep.class, Upkeep::concern, Upkeep::fold);

    static Upkeep none(String authorization) {
        return new Upkeep(authorization, 0, null, 0, null, null, null, null);
    }

    private static @Nullable String concern(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case RefreshEvent it -> it.authorization();
            case DestructionEvent it -> it.authorization();
            default -> null;
        };
    }

    private static @Nullable Upkeep fold(@Nullable Upkeep before, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case RefreshEvent it ->
                    (before == null ? none(it.authorization()) : before).and(it, recorded.at());
            case DestructionEvent it ->
                    (before == null ? none(it.authorization()) : before).and(it, recorded.at());
            default -> before;
        };
    }

    private Upkeep and(RefreshEvent event, Instant at) {
        return switch (event) {
            case RefreshStarted _ -> this;
            case RefreshSucceeded _ ->
                    new Upkeep(
                            authorization,
                            refreshes + 1,
                            at,
                            failures,
                            lastFailureAt,
                            lastFailure,
                            destroyedAt,
                            atService);
            case RefreshFailed it ->
                    new Upkeep(
                            authorization,
                            refreshes,
                            lastRefreshAt,
                            failures + 1,
                            at,
                            it.outcome(),
                            destroyedAt,
                            atService);
        };
    }

    private Upkeep and(DestructionEvent event, Instant at) {
        return switch (event) {
            case CredentialDestroyed it ->
                    new Upkeep(
                            authorization,
                            refreshes,
                            lastRefreshAt,
                            failures,
                            lastFailureAt,
                            lastFailure,
                            at,
                            it.atService());
        };
    }
}
