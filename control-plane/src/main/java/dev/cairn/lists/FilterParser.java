package dev.cairn.lists;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import org.jspecify.annotations.Nullable;

/** A parsed filter, with the positions of its parts in the text. */
record FilterParser(CelExpr root, CelSource source) {
    private static final int MOST_CHARACTERS = 4000;
    private static final int DEEPEST = 50;
    private static final String EXAMPLE =
            "CEL, as in state in [\"queued\", \"running\"] && !(tags.team == \"x\") && spec.soar.outer.steps >= 50";

    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setOptions(CelOptions.current()
                    .maxExpressionCodePointSize(MOST_CHARACTERS)
                    .maxParseRecursionDepth(DEEPEST)
                    .build())
            .build();

    /** @throws InvalidInputException if it is not an expression */
    static FilterParser parse(String filter) {
        if (filter.length() > MOST_CHARACTERS) {
            throw error("has " + filter.length() + " characters", "at most " + MOST_CHARACTERS);
        }
        if (filter.indexOf('\0') >= 0) {
            throw error("contains a NUL character", "any other character");
        }
        CelValidationResult result = PARSER.parse(filter);
        if (result.hasError()) {
            CelIssue first = result.getErrors().getFirst();
            throw error(
                    position(filter, first)
                            + FilterMessages.explain(
                                    first.getMessage().lines().findFirst().orElse("")),
                    EXAMPLE);
        }
        try {
            return new FilterParser(result.getAst().getExpr(), result.getSource());
        } catch (CelValidationException e) {
            throw error(String.valueOf(e.getMessage()), EXAMPLE);
        }
    }

    /** The exception for an error in a part of the filter. */
    InvalidInputException wrong(CelExpr part, String message, @Nullable String allowed) {
        Integer offset = source.getPositionsMap().get(part.id());
        return error(offset == null ? message : "at character " + (offset + 1) + ": " + message, allowed);
    }

    private static String position(String filter, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        if (line < 1 || column < 0) {
            return "";
        }
        String before = filter.lines().limit(line - 1L).reduce("", (all, next) -> all + next + "\n");
        return "at character " + (before.length() + column + 1) + ": ";
    }

    private static InvalidInputException error(String message, @Nullable String allowed) {
        return new InvalidInputException(Subject.QUERY, new FieldError("filter", message, allowed));
    }
}
