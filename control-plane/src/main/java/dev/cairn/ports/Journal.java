package dev.cairn.ports;

/** Stores the finished units of a run, so that a restarted run replays them. */
public interface Journal {
    /**
     * Returns the unit's stored result, or runs its work and stores the result.
     *
     * <p>The work runs without an open transaction. Its output is committed in one short transaction that checks the
     * fence. Files that the output names must be durable before the work returns.
     *
     * @throws OwnershipLostException if another owner has taken over the run; nothing was written
     */
    <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException;

    /** The work of a unit whose result is not stored yet. */
    @FunctionalInterface
    interface Work<R extends UnitResult> {
        Output<R> run(Attempt attempt) throws InterruptedException;
    }

    /**
     * The output of a unit.
     *
     * @param result what later units need; a replay reads it from the database
     * @param rollouts every completion that the unit sampled; stored, but never read by the run
     */
    record Output<R extends UnitResult>(R result, java.util.List<Rollout> rollouts) {
        public static <R extends UnitResult> Output<R> of(R result) {
            return new Output<>(result, java.util.List.of());
        }
    }
}
