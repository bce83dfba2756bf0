package dev.cairn.fidelity;

/** What a student is asked in its training: the question of each slot of each step, and the seed of its request. */
interface Lessons {
    String problemId(int step, int slot);

    /** The reference answer; empty if the question has none. */
    String reference(int step, int slot);

    long seed(int step, int slot);
}
