package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Run;
import dev.cairn.runs.programs.RunPrograms;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains what a kind of run does, to a first-time user. */
final class Explanations {
    private Explanations() {}

    /**
     * Printed when the first run of its kind starts.
     *
     * @param started such as 'screen: started (run 1 of 6)'
     */
    static List<String> of(Run run, String started, @Nullable JsonNode spec) {
        List<String> explanation = RunPrograms.of(run.kind()).explanation(spec);
        return Stream.concat(
                        Stream.of(started + ". " + explanation.getFirst()),
                        explanation.stream().skip(1).map(line -> "  " + line))
                .toList();
    }

    /** Number of outer steps in the moving average. */
    static int window(@Nullable JsonNode spec) {
        return spec == null ? 0 : spec.at("/soar/outer/window").asInt();
    }
}
