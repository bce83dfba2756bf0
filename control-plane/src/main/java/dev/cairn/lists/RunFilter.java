package dev.cairn.lists;

/**
 * A checked filter of runs.
 *
 * @param text as it was written
 * @param where over run r, experiment e, run_summary s and run_owner o, as {@link RunLists#FROM} names them
 */
record RunFilter(String text, Condition where) {}
