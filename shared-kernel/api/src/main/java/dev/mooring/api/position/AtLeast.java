package dev.mooring.api.position;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code Mooring-At-Least}: the position that an answer has to reflect.
 *
 * @param position a dense global index; 0 asks for nothing
 */
public record AtLeast(long position) {

    public static final String HEADER = "Mooring-At-Least";

    private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

    /**
     * Reads the header.
     *
     * @throws Refusal {@code request.invalid}
     */
    public static AtLeast parse(List<String> values) {
        if (values.isEmpty()) {
            return new AtLeast(0);
        }
        if (values.size() > 1 || !FORM.matcher(values.getFirst()).matches()) {
            throw Refusal.invalid(
                    HEADER, "position.invalid", "A position is a whole number from 0 upwards");
        }
        return new AtLeast(Long.parseLong(values.getFirst()));
    }

    public boolean asksForSomething() {
        return position > 0;
    }

    /**
     * Blocks until the read model is there.
     *
     * @return the position reached
     * @throws Refusal {@code read_model.behind} with that position, when the time runs out
     */
    public long await(Positions positions, String readModel, Duration atMost)
            throws InterruptedException {
        var reached = positions.await(readModel, position, atMost);
        if (reached < position) {
            throw Refusal.of(
                            ErrorCode.READ_MODEL_BEHIND,
                            "%s is at position %d".formatted(readModel, reached))
                    .with("readModel", readModel)
                    .with("position", reached);
        }
        return reached;
    }
}
