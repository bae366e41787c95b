package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs an ordered list of updates as MongoDB does: up to the first that fails. */
final class OrderedUpdates {

    private OrderedUpdates() {}

    static Document run(Document query, List<?> updates, UnaryOperator<Document> runOne) {
        int matched = 0;
        int modified = 0;
        List<Document> upserted = new ArrayList<>();
        List<Document> errors = new ArrayList<>();
        for (int i = 0; i < updates.size() && errors.isEmpty(); i++) {
            Document one = query.clone();
            one.put("updates", List.of(updates.get(i)));
            Document answer = runOne.apply(one);
            matched += count(answer, "n");
            modified += count(answer, "nModified");
            moveTo(upserted, answer.get("upserted"), i);
            moveTo(errors, answer.get("writeErrors"), i);
        }
        Document answer = new Document("n", matched).append("nModified", modified);
        if (!upserted.isEmpty()) {
            answer.put("upserted", upserted);
        }
        if (!errors.isEmpty()) {
            answer.put("writeErrors", errors);
        }
        return answer.append("ok", 1.0);
    }

    private static int count(Document answer, String field) {
        return answer.get(field) instanceof Integer count ? count : 0;
    }

    private static void moveTo(List<Document> all, @Nullable Object some, int index) {
        if (some instanceof Iterable<?> documents) {
            for (Object document : documents) {
                all.add(((Document) document).append("index", index));
            }
        }
    }
}
