package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;

/** Compiles filters of runs. */
public final class RunFilters {
    private RunFilters() {}

    /**
     * Compiles a filter such as {@code state == "queued" && spec.soar.outer.steps >= 50}.
     *
     * @throws InvalidInputException which says where, what is wrong and what is allowed
     */
    public static RunFilter compile(String filter) {
        return new RunFilter(filter, FilterCompiler.compile(filter, RunFields.ALL));
    }
}
