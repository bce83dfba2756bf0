package dev.cairn.rest.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.FieldMapping;
import dev.cairn.problems.files.FileLimits;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadOptions;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters for reading a problem file. */
record FileParameters(
        @QueryParam("file")
        @DefaultValue("the file")
        @Parameter(description = "Name of the file; errors begin with it")
        @Schema(maxLength = 1000)
        String file,

        @QueryParam("format")
        @DefaultValue("AUTO")
        @Parameter(description = "Format of the records; AUTO decides by the first record")
        @Schema(implementation = ProblemFormat.class)
        String format,

        @QueryParam("comparison")
        @DefaultValue("MATHS")
        @Parameter(description = "How answers are compared: as mathematics, or as text, character by character")
        @Schema(implementation = AnswerComparison.class)
        String comparison,

        @QueryParam("question")
        @Parameter(description = "Name of the field with the question, if no format fits")
        @Nullable
        String question,

        @QueryParam("answer") @Parameter(description = "Name of the field with the answer, if no format fits") @Nullable
        String answer,

        @QueryParam("id") @Parameter(description = "Name of the field with an id, if no format fits") @Nullable
        String id) {

    ReadOptions options(FileLimits limits) {
        return new ReadOptions(
                chosen(ProblemFormat.class, "format", format),
                new FieldMapping(given(question), given(answer), given(id)),
                limits);
    }

    AnswerComparison answerComparison() {
        return chosen(AnswerComparison.class, "comparison", comparison);
    }

    /** JAX-RS would answer an unknown name with 404. */
    private static <E extends Enum<E>> E chosen(Class<E> type, String field, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field + " must be one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    private static @Nullable String given(@Nullable String name) {
        return name == null || name.isEmpty() ? null : name;
    }
}
