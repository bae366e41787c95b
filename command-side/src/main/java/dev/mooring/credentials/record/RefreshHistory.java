package dev.mooring.credentials.record;

import static dev.mooring.oauth2.TokenAnswer.Refused.INVALID_GRANT;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.activity.RefreshEvent;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.activity.RefreshEvent.RefreshStarted;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import java.util.List;

/**
 * What is on record of the refresh of one generation.
 *
 * @param events how many there are
 * @param succeeded whether the next generation came
 * @param grantIsGone whether the service said that the refresh token is no longer good
 * @param unanswered how many times the refresh token may have been sent without anybody knowing
 *     what came of it
 */
public record RefreshHistory(long events, boolean succeeded, boolean grantIsGone, int unanswered) {

    static final RefreshHistory NONE = new RefreshHistory(0, false, false, 0);

    static RefreshHistory of(List<RecordedEvent> recorded) {
        var history = NONE;
        for (var one : recorded) {
            history = history.and((RefreshEvent) one.event());
        }
        return history;
    }

    private RefreshHistory and(RefreshEvent event) {
        return switch (event) {
            case RefreshStarted _ -> more(succeeded, grantIsGone, unanswered + 1);
            case RefreshSucceeded _ -> more(true, grantIsGone, unanswered);
            case RefreshFailed failed ->
                    more(
                            succeeded,
                            grantIsGone || INVALID_GRANT.equals(failed.serviceError()),
                            RefreshOutcome.of(failed).isKnown() ? unanswered - 1 : unanswered);
        };
    }

    private RefreshHistory more(boolean hasSucceeded, boolean isGone, int withoutAnswer) {
        return new RefreshHistory(events + 1, hasSucceeded, isGone, withoutAnswer);
    }
}
