package dev.mooring.api.paging;

import dev.mooring.api.request.Caller;
import dev.mooring.language.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Which part of a list is asked for. A handler method takes it as an argument; the query parameters
 * {@code limit} and {@code cursor} are read by it.
 */
public final class Paging {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;
    public static final String LIMIT = "limit";
    public static final String CURSOR = "cursor";

    private static final Set<String> OWN = Set.of(LIMIT, CURSOR);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final Cursors cursors;
    private final List<String> binding;
    private final int limit;
    private final @Nullable String cursor;

    private Paging(Cursors cursors, List<String> binding, int limit, @Nullable String cursor) {
        this.cursors = cursors;
        this.binding = binding;
        this.limit = limit;
        this.cursor = cursor;
    }

    /**
     * Reads which part the exchange asks for.
     *
     * @throws Refusal {@code request.invalid}
     */
    public static Paging of(ServerWebExchange exchange, Cursors cursors) {
        var caller = Caller.of(exchange);
        var query = exchange.getRequest().getQueryParams();
        var binding = new ArrayList<String>();
        binding.add(caller.workspace());
        binding.add(caller.actingFor() == null ? "" : caller.actingFor());
        // The path itself, not its template: a page of one connection's history is not another's.
        binding.add(exchange.getRequest().getPath().pathWithinApplication().value());
        new TreeMap<>(query)
                .forEach((name, values) -> {
                    if (!OWN.contains(name)) {
                        binding.add(name);
                        values.forEach(value -> binding.add(value == null ? "" : value));
                    }
                });
        return new Paging(
                cursors,
                List.copyOf(binding),
                limit(query.getFirst(LIMIT)),
                query.getFirst(CURSOR));
    }

    /** How many items to give, 1 to {@value #MAX_LIMIT}. */
    public int limit() {
        return limit;
    }

    /**
     * The place after which the page starts; null for the first page.
     *
     * @throws Refusal {@code cursor.invalid} for a forged cursor and for another list's
     */
    public <R extends Record> @Nullable R after(Class<R> type) {
        return cursor == null ? null : cursors.read(binding, cursor, type);
    }

    /**
     * The page to answer with.
     *
     * @param last the place of its last item; null when nothing follows
     */
    public <T> Page<T> page(List<T> items, @Nullable Record last) {
        return new Page<>(items, last == null ? null : cursors.write(binding, last));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        var limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.invalid(
                    LIMIT, "limit.invalid", "limit is a number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }
}
