package dev.mooring.query.rebuilding;

/** An event cannot be folded, and will not be by trying again. Names it without its content. */
final class PoisonedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rebuild.Failure failure;

    PoisonedException(Rebuild.Failure failure) {
        super("position %d: %s".formatted(failure.position(), failure.reason()));
        this.failure = failure;
    }

    Rebuild.Failure failure() {
        return failure;
    }
}
