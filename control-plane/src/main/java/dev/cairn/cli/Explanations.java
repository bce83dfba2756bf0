package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kind of run does, for somebody who sees one for the first time. */
final class Explanations {
    private Explanations() {}

    /**
     * Printed when the first run of its kind starts.
     *
     * @param started such as 'screen: started (run 1 of 6)'
     */
    static List<String> of(Run run, String started, @Nullable JsonNode spec) {
        return switch (run.kind()) {
            case SCREEN ->
                List.of(
                        started + ". It looks for the problems that the base model",
                        "  never solves and halves them: one half to train on, the other held out to test on.");
            case SOAR ->
                List.of(
                        started + ". In an outer step the teacher writes sets of questions,",
                        "  a few students train on each set, and the set's reward is what they gain on hard",
                        "  problems. The teacher learns from the rewards to write better questions.",
                        "  When the average reward of %d steps is above tau (%s), the best student is promoted:"
                                .formatted(window(spec), setting(spec, "tau")),
                        "  new students start from it. They have to beat it, so rewards fall after a promotion,",
                        "  often below 0, until the teacher has adapted.");
            case TRAIN ->
                List.of(
                        started + ". For comparison, a student trains on the hard problems",
                        "  themselves, for as many steps as the promoted student has behind it.");
            case EVALUATE ->
                List.of(
                        started + ". It measures pass@k on the held-out problems:",
                        "  the share that is solved by at least one of k answers.");
        };
    }

    /** Steps in the moving average. */
    static int window(@Nullable JsonNode spec) {
        return spec == null ? 0 : spec.at("/soar/outer/window").asInt();
    }

    private static String setting(@Nullable JsonNode spec, String name) {
        return spec == null ? "?" : spec.at("/soar/outer/" + name).asText();
    }
}
