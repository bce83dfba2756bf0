package dev.cairn.submissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks a spec against its model's directory and the number of its problems. A submission and its preview make the
 * same checks.
 */
final class SubmissionChecks {
    /** Ten years at a thousand completions per second are fewer. */
    private static final long MOST_ROLLOUTS = 1_000_000_000_000L;

    private static final Pattern HUB_NAME = Pattern.compile("[\\w.-]+/[\\w.-]+");

    private final ModelDirectories models;
    private final ObjectMapper json;

    SubmissionChecks(ModelDirectories models, ObjectMapper json) {
        this.models = models;
        this.json = json;
    }

    /**
     * @param problems number of problems that the experiment uses
     * @return warnings
     * @throws InvalidInputException which contains every error found
     */
    List<String> check(ExperimentSpec spec, int problems, CostEstimate estimate) {
        List<FieldError> errors = new ArrayList<>();
        model(errors, spec);
        sizes(errors, spec, problems);
        if (estimate.maxRollouts() > MOST_ROLLOUTS) {
            errors.add(new FieldError(
                    "soar",
                    "its settings multiply to more than 10^12 completions, which is not feasible",
                    "at most 10^12 completions: look at outer.steps, outer.sets, outer.repeats, inner.maxSteps,"
                            + " inner.questionsPerStep and inner.groupSize, or with LEARNABILITY or ALIGNMENT outer.steps, outer.sets,"
                            + " outer.questions and outer.learnabilitySamples"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
        return warnings(spec, problems);
    }

    private void model(List<FieldError> errors, ExperimentSpec spec) {
        String path = spec.model().path();
        Path directory = models.locate(path);
        Path config = directory.resolve("config.json");
        String allowed = "the directory of a Hugging Face model on the server, or builtin:chains";
        if (!Files.isDirectory(directory)) {
            errors.add(new FieldError(
                    "model.path",
                    "there is no directory " + directory
                            + (HUB_NAME.matcher(path).matches()
                                    ? "; a name of the Hugging Face hub is not enough: download the model first"
                                    : ""),
                    allowed));
            return;
        }
        if (!Files.isRegularFile(config)) {
            errors.add(new FieldError("model.path", "config.json is missing in " + directory, allowed));
            return;
        }
        try {
            JsonNode longest = json.readTree(config.toFile()).path("max_position_embeddings");
            if (longest.isIntegralNumber() && spec.model().maxModelLength() > longest.asLong()) {
                errors.add(new FieldError(
                        "model.maxModelLength",
                        "is " + spec.model().maxModelLength() + ", but the model's max_position_embeddings is "
                                + longest.asLong(),
                        "at most " + longest.asLong()));
            }
        } catch (IOException e) {
            errors.add(new FieldError("model.path", config + " can't be read as JSON", allowed));
        }
        if (spec.prompts().chatTemplate() && !ChatTemplates.isIn(directory, json)) {
            errors.add(new FieldError(
                    "prompts.chatTemplate",
                    "is true, but the model in " + directory + " has no chat template",
                    "false, or a model with a chat template"));
        }
    }

    private static void sizes(List<FieldError> errors, ExperimentSpec spec, int problems) {
        int train = trainHalf(problems);
        int drawn = spec.methods().soarFrom() == null ? spec.soar().outer().drawnRewardQuestions() : 0;
        if (drawn > train) {
            errors.add(new FieldError(
                    "soar.outer.rewardQuestions",
                    "is " + drawn + ", but of " + problems + " problems at most " + train
                            + " are in the train half, from which they are drawn without replacement",
                    "at most " + train + ", or more problems"));
        }
    }

    private static List<String> warnings(ExperimentSpec spec, int problems) {
        List<String> warnings = new ArrayList<>();
        int train = trainHalf(problems);
        int asked = spec.soar().inner().questionsPerStep();
        if (spec.hardOnly().enabled() && asked > train) {
            warnings.add("soar.inner.questionsPerStep: is " + asked + ", but of " + problems + " problems at most "
                    + train + " are in the train half: each step of hard-only uses a problem more than once");
        }
        if (spec.screen().seed() != null && spec.screen().reusesHardSet()) {
            warnings.add("screen.seed: has no effect, since the hard set is that of an earlier screening");
        }
        int test = problems - train;
        int evaluated = spec.evaluate().problems();
        if (evaluated > 0 && evaluated < test) {
            warnings.add("evaluate.problems: is " + evaluated + ", so only the first " + evaluated + " of up to " + test
                    + " held-out problems are evaluated");
        }
        return List.copyOf(warnings);
    }

    /** Largest number of problems to train on: an odd one is held out, and screening leaves fewer. */
    private static int trainHalf(int problems) {
        return problems / 2;
    }
}
