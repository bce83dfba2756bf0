package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;

/**
 * A checked filter of runs.
 *
 * @param text the filter as it was written
 * @param where the condition on run r, experiment e, run_summary s and run_owner o, as named in {@link RunLists#FROM}
 */
record RunFilter(String text, Condition where) {
    /**
     * Compiles a filter such as {@code state == "queued" && spec.soar.outer.steps >= 50}.
     *
     * @throws InvalidInputException which says where, what is wrong and what is allowed
     */
    static RunFilter compile(String filter) {
        return new RunFilter(filter, FilterCompiler.compile(filter, RunFields.ALL));
    }
}
