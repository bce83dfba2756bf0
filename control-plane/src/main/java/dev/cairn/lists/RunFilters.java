package dev.cairn.lists;

/** Reads filters of runs. */
public final class RunFilters {
    private RunFilters() {}

    /**
     * A filter such as {@code state == "queued" && spec.soar.outer.steps >= 50}.
     *
     * @throws InvalidQueryException that names the place, what is wrong and what is allowed
     */
    public static RunFilter compile(String filter) {
        return new RunFilter(filter, FilterCompiler.compile(filter, RunFields.ALL));
    }
}
