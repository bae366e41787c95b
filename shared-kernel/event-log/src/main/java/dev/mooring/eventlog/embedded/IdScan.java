package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a collection that a query on the id's range can be in, read in the order of ids when
 * that is asked for, as of one moment. Bounds are taken as inclusive: the query itself is still to
 * be matched.
 */
record IdScan(@Nullable Object from, @Nullable Object to, boolean isInOrder, boolean isReverse) {

    static IdScan of(Document query, @Nullable Document orderBy, @Nullable String idField) {
        Object from = null;
        Object to = null;
        if (idField != null && query.get(idField) instanceof Document condition) {
            for (Map.Entry<String, Object> bound : condition.entrySet()) {
                switch (bound.getKey()) {
                    case "$gt", "$gte" -> from = bound.getValue();
                    case "$lt", "$lte" -> to = bound.getValue();
                    default -> {
                        // no bound: left to the matching
                    }
                }
            }
        }
        if (orderBy == null || orderBy.isEmpty()) {
            return new IdScan(from, to, true, false);
        }
        boolean natural = orderBy.keySet().iterator().next().equals("$natural");
        boolean byId = orderBy.keySet().equals(Set.of(String.valueOf(idField)));
        if (!natural && !byId) {
            return new IdScan(from, to, false, false);
        }
        boolean reverse = ((Number) orderBy.values().iterator().next()).intValue() < 0;
        return new IdScan(from, to, true, reverse);
    }

    Stream<Document> over(MVMap<Object, Document> documents) {
        Cursor<Object, Document> cursor =
                isReverse ? documents.cursor(to, from, true) : documents.cursor(from, to, false);
        Iterator<Document> inOrder =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return cursor.hasNext();
                    }

                    @Override
                    public Document next() {
                        cursor.next();
                        return cursor.getValue();
                    }
                };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(inOrder, Spliterator.ORDERED), false);
    }
}
