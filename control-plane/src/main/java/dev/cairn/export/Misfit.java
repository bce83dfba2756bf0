package dev.cairn.export;

import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryFailedException.Problem;

/** Values of PostgreSQL that the type of their column in a file does not have. */
final class Misfit {
    private static final String OUT_OF_RANGE = "22003";

    private Misfit() {}

    static QueryFailedException infinite(FileColumn column) {
        return refused("column " + column.name()
                + " has an infinite time, which Parquet and Arrow files cannot hold; write it as ::text, or as"
                + " case when isfinite(...) then ... end");
    }

    static QueryFailedException tooLate(FileColumn column) {
        return refused("column " + column.name() + " has a time after the year 294246, which Parquet and Arrow files"
                + " cannot hold; write it as ::text");
    }

    static QueryFailedException notANumber(FileColumn column, String value) {
        return refused("column " + column.name() + " has the decimal " + value
                + ", which Parquet and Arrow files cannot hold; write it as ::float8 or ::text");
    }

    static QueryFailedException nested(FileColumn column) {
        return refused("column " + column.name()
                + " has an array of more than one dimension; write it as to_jsonb(...), or unnest it");
    }

    private static QueryFailedException refused(String message) {
        return new QueryFailedException(new Problem(OUT_OF_RANGE, message, null, null, null));
    }
}
