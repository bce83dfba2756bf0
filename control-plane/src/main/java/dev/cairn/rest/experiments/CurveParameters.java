package dev.cairn.rest.experiments;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.results.metrics.CurveAxis;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of curves of several runs. */
record CurveParameters(
        @QueryParam("run") @Parameter(description = "A run; may be repeated") @Nullable
        List<Long> runs,

        @QueryParam("name") @Parameter(description = "A series, such as student/loss; may be repeated") @Nullable
        List<String> names,

        @QueryParam("over")
        @DefaultValue("step")
        @Parameter(description = "The axis: the step within the unit of each point, or the outer step")
        @Schema(implementation = CurveAxis.class)
        String over,

        @QueryParam("maxPoints")
        @DefaultValue("1000")
        @Parameter(
                description =
                        "Entries of a curve at most; longer ones are thinned, with the lowest and highest value kept")
        @Schema(minimum = "2", maximum = "10000")
        int maxPoints) {
    static final int MOST_RUNS = 100;
    private static final int MOST_NAMES = 20;
    private static final int FEWEST_POINTS = 2;
    private static final int MOST_POINTS = 10_000;

    /** @throws InvalidInputException naming everything that is out of range */
    CurveParameters checked() {
        List<FieldError> errors = new ArrayList<>();
        count(errors, "run", size(runs), MOST_RUNS);
        count(errors, "name", size(names), MOST_NAMES);
        if (maxPoints < FEWEST_POINTS || maxPoints > MOST_POINTS) {
            errors.add(new FieldError("maxPoints", "is " + maxPoints, FEWEST_POINTS + " to " + MOST_POINTS));
        }
        if (Arrays.stream(CurveAxis.values()).noneMatch(axis -> axis.wireName().equals(over))) {
            errors.add(new FieldError(
                    "over",
                    "is '" + over + "'",
                    Arrays.stream(CurveAxis.values()).map(CurveAxis::wireName).collect(Collectors.joining(" or "))));
        }
        InvalidInputException.throwIfAny(Subject.QUERY, errors);
        return this;
    }

    /** Checks how often a parameter is given. */
    static void count(List<FieldError> errors, String field, int given, int most) {
        if (given < 1 || given > most) {
            errors.add(new FieldError(field, "is given " + given + " times", "1 to " + most + " times"));
        }
    }

    private static int size(@Nullable List<?> given) {
        return given == null ? 0 : given.size();
    }

    List<Long> chosenRuns() {
        return runs == null ? List.of() : runs.stream().distinct().toList();
    }

    List<String> chosenNames() {
        return names == null ? List.of() : names.stream().distinct().toList();
    }

    CurveAxis axis() {
        return Arrays.stream(CurveAxis.values())
                .filter(axis -> axis.wireName().equals(over))
                .findFirst()
                .orElseThrow();
    }
}
