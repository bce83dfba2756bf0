package dev.cairn.lists;

/**
 * A checked filter of runs.
 *
 * @param text the filter as it was written
 * @param where the condition on run r, experiment e, run_summary s and run_owner o, as named in {@link RunLists#FROM}
 */
record RunFilter(String text, Condition where) {}
