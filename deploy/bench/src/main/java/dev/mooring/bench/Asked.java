package dev.mooring.bench;

/** A figure that the log was asked for, and whether it is met. */
record Asked(String sign, double figure) {

    static Asked atLeast(double figure) {
        return new Asked("≥", figure);
    }

    static Asked atMost(double figure) {
        return new Asked("≤", figure);
    }

    /** For a cell of a table. */
    String of(double measured) {
        var met = sign.equals("≥") ? measured >= figure : measured <= figure;
        return "%s %s %s".formatted(sign, Report.shown(figure), met ? "met" : "**missed**");
    }
}
