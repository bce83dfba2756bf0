package dev.cairn.problems;

/** How a problem file is written: JSON lines, or one JSON array of the same records. */
public enum ProblemFormat {
    /** Decided by the fields of the first record. */
    AUTO,
    /** Our own: {@code id}, {@code question}, {@code answer}. */
    CAIRN,
    /** {@code question}, and {@code answer} ending in {@code #### N}. */
    GSM8K,
    /** {@code problem}, with {@code answer} or a {@code solution} whose last box holds it. */
    MATH,
    /** {@code question} (after {@code context}, if any) and the list {@code final_answer}; proofs have none. */
    OLYMPIADBENCH,
    /** {@code problem}, {@code answer}; {@code year}, {@code contest} and {@code number} identify it. */
    HARP
}
