package dev.cairn.problems.files;

/** The format of a problem file's records. */
public enum ProblemFormat {
    /** Decided by the fields of the first record. */
    AUTO,
    /** Our own format: {@code question}, {@code answer}, and optionally {@code id}. */
    CAIRN,
    /** {@code question}, and {@code answer} ending in {@code #### N}. */
    GSM8K,
    /** {@code problem}, with {@code answer} or a {@code solution} whose last box holds it. */
    MATH,
    /** {@code question} (after {@code context}, if any) and the list {@code final_answer}, which proofs lack. */
    OLYMPIADBENCH,
    /** {@code problem}, {@code answer}; {@code year}, {@code contest} and {@code number} identify it. */
    HARP,
    /** The fields that a {@link FieldMapping} names. */
    MAPPED
}
