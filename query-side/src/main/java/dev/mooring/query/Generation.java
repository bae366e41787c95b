package dev.mooring.query;

/**
 * One filling of a read model: a collection and a processor of its own. Those of one version say
 * the same about the same events; one is served, and others are built beside it or kept.
 *
 * @param number from 1; one that was given is never given again
 */
public record Generation(ReadModel model, int number) {

    public Generation {
        if (number < 1) {
            throw new IllegalArgumentException("generations are counted from 1");
        }
    }

    /** The one that a read model begins with. */
    public static Generation first(ReadModel model) {
        return new Generation(model, 1);
    }

    /** Such as {@code connection_list__v1_g2}; {@code connection_list__v1} for the first. */
    public String collection() {
        return number == 1 ? model.collection() : model.collection() + "_g" + number;
    }

    /**
     * The name of its processor, such as {@code connection-list.v1.g2}. That of the very first
     * bears the read model's, as it did before there were others.
     */
    public String processor() {
        return number == 1 && model.version() == 1
                ? model.name()
                : "%s.v%d.g%d".formatted(model.name(), model.version(), number);
    }

    @Override
    public String toString() {
        return processor();
    }
}
