package dev.mooring.language.activity;

import dev.mooring.language.EventTypes;

/** The closed list of all events of the activity log. */
public final class ActivityEvents {

    public static final EventTypes TYPES =
            EventTypes.of(
                    DeliveryEvent.class,
                    RefreshEvent.class,
                    DestructionEvent.class,
                    ReadingEvent.class);

    private ActivityEvents() {}
}
