package dev.cairn.problems.files;

/** How to read a problem file. */
public record ReadOptions(ProblemFormat format, FieldMapping mapping, FileLimits limits) {
    /** Decides everything by the file itself. */
    public static ReadOptions detect() {
        return new ReadOptions(ProblemFormat.AUTO, FieldMapping.NONE, FileLimits.defaults());
    }

    /** @throws IllegalArgumentException if both a format and a mapping are given */
    public ReadOptions {
        if (mapping.isGiven() && format != ProblemFormat.AUTO && format != ProblemFormat.MAPPED) {
            throw new IllegalArgumentException(
                    "format " + format + " has field names of its own; give a format or a field mapping, not both");
        }
        if (format == ProblemFormat.MAPPED && !mapping.isGiven()) {
            throw new IllegalArgumentException("format MAPPED needs a field mapping: question, answer or id");
        }
    }
}
