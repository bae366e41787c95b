package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.Place;
import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come. Since positions are dense, one number says it all, and progress and
 * lag are exact.
 */
record LogToken(Place place) implements TrackingToken {

    static final LogToken BEGINNING = new LogToken(Place.BEGINNING);

    /** What a token of this log says; the beginning for none. */
    static Place placeOf(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> Place.BEGINNING;
            case LogToken(Place place) -> place;
            default ->
                    throw new IllegalArgumentException(
                            token.getClass().getName() + " is no token of this log");
        };
    }

    @Override
    public LogToken lowerBound(TrackingToken other) {
        var that = placeOf(other);
        return that.compareTo(place) < 0 ? new LogToken(that) : this;
    }

    @Override
    public LogToken upperBound(TrackingToken other) {
        var that = placeOf(other);
        return that.compareTo(place) > 0 ? new LogToken(that) : this;
    }

    @Override
    public boolean covers(@Nullable TrackingToken other) {
        return placeOf(other).compareTo(place) <= 0;
    }

    @Override
    public OptionalLong position() {
        return OptionalLong.of(place.position());
    }
}
