package dev.cairn.problems.files;

/** Which fields the records of a problem file have. */
public enum ProblemFormat {
    /** Decided by the fields of the first record. */
    AUTO,
    /** Our own: {@code question}, {@code answer}, and {@code id} if there is one. */
    CAIRN,
    /** {@code question}, and {@code answer} ending in {@code #### N}. */
    GSM8K,
    /** {@code problem}, with {@code answer} or a {@code solution} whose last box holds it. */
    MATH,
    /** {@code question} (after {@code context}, if any) and the list {@code final_answer}; proofs have none. */
    OLYMPIADBENCH,
    /** {@code problem}, {@code answer}; {@code year}, {@code contest} and {@code number} identify it. */
    HARP,
    /** The fields that a {@link FieldMapping} names. */
    MAPPED
}
