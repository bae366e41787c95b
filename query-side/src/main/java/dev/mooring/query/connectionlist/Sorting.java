package dev.mooring.query.connectionlist;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nor;

import com.mongodb.client.model.Sorts;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a list comes in. Each ends with the document's id, so that it is total: a page
 * starts strictly after the last card of the one before, whatever was inserted meanwhile.
 */
public enum Sorting {
    NAME("name", "sortName", true),
    NAME_DESCENDING("-name", "sortName", false),
    UPDATED("updatedAt", "updatedAt", true),
    UPDATED_DESCENDING("-updatedAt", "updatedAt", false);

    private static final String ID = "_id";

    /** As MongoDB compares text. */
    private static final Comparator<String> BY_CODE_POINTS =
            (one, other) ->
                    Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

    private final String text;
    private final String field;
    private final boolean ascending;

    Sorting(String text, String field, boolean ascending) {
        this.text = text;
        this.field = field;
        this.ascending = ascending;
    }

    /**
     * Where a page ended.
     *
     * @param value of the field sorted by; for a time, milliseconds since 1970
     * @param connection the last card's
     */
    public record Place(String value, String connection) {}

    /**
     * @param text as the query parameter {@code sort} has it; null for the default
     * @throws Refusal {@code request.invalid}
     */
    static Sorting parse(@Nullable String text) {
        if (text == null) {
            return NAME;
        }
        for (var sorting : values()) {
            if (sorting.text.equals(text)) {
                return sorting;
            }
        }
        throw Refusal.invalid(
                "sort", "sort.invalid", "sort is one of name, -name, updatedAt, -updatedAt");
    }

    Bson order() {
        return ascending ? Sorts.ascending(field, ID) : Sorts.descending(field, ID);
    }

    /**
     * The cards after a place. The bound is for the index to start at; what it lets through of
     * equal values is taken out as {@code nor}, since MongoDB would plan the branches of an {@code
     * or} one by one and sort what comes out.
     */
    Bson after(WorkspaceId workspace, Place place) {
        var value = field.equals("sortName") ? place.value() : instant(place.value());
        var id = new Key<>(workspace, Card.KIND, place.connection()).text();
        return ascending
                ? and(gte(field, value), nor(and(eq(field, value), lte(ID, id))))
                : and(lte(field, value), nor(and(eq(field, value), gte(ID, id))));
    }

    /** The same order, for cards at hand. */
    Comparator<Card> comparator() {
        var byField =
                field.equals("sortName")
                        ? Comparator.comparing(Card::sortName, BY_CODE_POINTS)
                        : Comparator.comparing(Card::updatedAt);
        var total = byField.thenComparing(card -> card.connection().connection());
        return ascending ? total : total.reversed();
    }

    /** Whether a card comes after a place in this order. */
    boolean isAfter(Card card, Place place) {
        int byField =
                field.equals("sortName")
                        ? BY_CODE_POINTS.compare(card.sortName(), place.value())
                        : card.updatedAt().compareTo(instant(place.value()));
        int order =
                byField != 0
                        ? byField
                        : card.connection().connection().compareTo(place.connection());
        return ascending ? order > 0 : order < 0;
    }

    Place of(Card card) {
        Function<Card, String> value =
                field.equals("sortName")
                        ? Card::sortName
                        : it -> Long.toString(it.updatedAt().toEpochMilli());
        return new Place(value.apply(card), card.connection().connection());
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
