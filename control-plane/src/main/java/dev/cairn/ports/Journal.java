package dev.cairn.ports;

/** Remembers which units of a run are done, so that a run that starts again replays them. */
public interface Journal {
    /**
     * The unit's stored result, or that of its work, stored now.
     *
     * <p>Work runs with no transaction open. Its output is committed in one short transaction that checks the fence;
     * files it names must be durable before it returns.
     *
     * @throws OwnershipLostException if another owner has taken the run over; nothing was written
     */
    <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException;

    /** What a unit does when its result is not stored yet. */
    @FunctionalInterface
    interface Work<R extends UnitResult> {
        Output<R> run(Attempt attempt) throws InterruptedException;
    }

    /**
     * What a unit made.
     *
     * @param result what later units need; replayed from the database
     * @param rollouts every completion it sampled; written, never read back by the run
     */
    record Output<R extends UnitResult>(R result, java.util.List<Rollout> rollouts) {
        public static <R extends UnitResult> Output<R> of(R result) {
            return new Output<>(result, java.util.List.of());
        }
    }
}
