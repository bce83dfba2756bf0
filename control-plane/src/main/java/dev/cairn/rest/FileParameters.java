package dev.cairn.rest;

import dev.cairn.problems.files.FieldMapping;
import dev.cairn.problems.files.FileLimits;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadOptions;
import dev.cairn.soar.AnswerComparison;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say how a problem file is read. */
public record FileParameters(
        @QueryParam("file")
        @DefaultValue("the file")
        @Parameter(description = "What you call the file; errors begin with it")
        @Schema(maxLength = 1000)
        String file,

        @QueryParam("format")
        @DefaultValue("AUTO")
        @Parameter(description = "Whose fields the records have; AUTO looks at the first record")
        ProblemFormat format,

        @QueryParam("comparison")
        @DefaultValue("MATHS")
        @Parameter(description = "How answers are compared: as mathematics, or letter by letter as text")
        AnswerComparison comparison,

        @QueryParam("question")
        @Parameter(description = "The field that holds the question, where its name is unknown")
        @Nullable
        String question,

        @QueryParam("answer")
        @Parameter(description = "The field that holds the answer, where its name is unknown")
        @Nullable
        String answer,

        @QueryParam("id")
        @Parameter(description = "The field that holds an id, where its name is unknown")
        @Nullable
        String id) {

    ReadOptions options(FileLimits limits) {
        return new ReadOptions(format, new FieldMapping(given(question), given(answer), given(id)), limits);
    }

    private static @Nullable String given(@Nullable String name) {
        return name == null || name.isEmpty() ? null : name;
    }
}
