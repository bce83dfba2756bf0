package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.events.RunEvent;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.runs.programs.RunProgram;
import dev.cairn.runs.programs.RunPrograms;
import dev.cairn.spec.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An experiment's events as lines for people; events that matter only to programs give none. */
final class Story {
    /** Blocks are short: at most one line in this time. */
    private static final Duration BETWEEN_BLOCKS = Duration.ofSeconds(10);

    private final Function<RunId, UnitResult.Split> splits;
    private final Map<RunId, Chapter> chapters = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<RunKind> explained = EnumSet.noneOf(RunKind.class);

    /** @param splits reads the result of a finished screening */
    Story(Function<RunId, UnitResult.Split> splits) {
        this.splits = splits;
    }

    /** What has been shown about one run. */
    private static final class Chapter {
        private final Pace pace = new Pace();
        private @Nullable Instant began;
        private Instant told = Instant.EPOCH;
        private int blocks;
        private int blocksInAll;
        private int stepsSincePromotion;
        /**
         * Whether a unit was finished, or a pause shown, since the last claim: a waiting run may be claimed many times.
         */
        private boolean somethingToResume;
    }

    /** The lines for an event, in the order to print them. */
    List<String> lines(RunEvent event, Experiment experiment) {
        Optional<Run> found = experiment.runs().stream()
                .filter(run -> run.id().equals(event.runId()))
                .findFirst();
        if (found.isEmpty()) {
            return List.of();
        }
        Run run = found.get();
        Chapter chapter = chapters.computeIfAbsent(run.id(), any -> new Chapter());
        return switch (event.kind()) {
            case RUN_STATE -> state(event, experiment, run, chapter);
            case UNIT_DONE -> block(event, run, chapter);
            case OUTER_STEP_DECIDED -> decided(event, experiment, run, chapter);
            case EXPERIMENT_TAGS, EXPERIMENT_EDITED, RUN_EDITED -> List.of();
        };
    }

    /** Learns how many blocks a run has, which its progress shows and its events do not. */
    void learn(Experiment experiment) {
        for (Run run : experiment.runs()) {
            run.progress().stream()
                    .filter(Activity::isBlocks)
                    .findFirst()
                    .ifPresent(progress ->
                            chapters.computeIfAbsent(run.id(), any -> new Chapter()).blocksInAll = progress.total());
        }
    }

    private List<String> state(RunEvent event, Experiment experiment, Run run, Chapter chapter) {
        RunState state = RunState.of(event.payload().path("state").asText());
        return switch (state) {
            case WAITING, QUEUED -> List.of();
            case RUNNING -> {
                chapter.pace.reset();
                chapter.told = event.at();
                boolean resumes = chapter.somethingToResume;
                chapter.somethingToResume = false;
                if (chapter.began != null) {
                    yield resumes ? List.of(run.name() + ": resumed") : List.of();
                }
                chapter.began = event.at();
                begun.add(run.name());
                String started = "%s: started (run %d of %d)"
                        .formatted(
                                run.name(),
                                begun.size(),
                                experiment.latestRuns().size());
                yield explained.add(run.kind()) ? Explanations.of(run, started, experiment.spec()) : List.of(started);
            }
            case SUCCEEDED ->
                List.of(run.name() + ": done in "
                        + Formats.duration(
                                Duration.between(Objects.requireNonNullElse(chapter.began, event.at()), event.at()))
                        + outcome(run));
            case PAUSING, PAUSED, CANCELLING, FAILED, CANCELLED -> {
                chapter.somethingToResume = true;
                String reason = text(event.payload().path("reason"));
                yield List.of(run.name() + ": " + stateLine(state, reason));
            }
        };
    }

    /** The state with its reason; 'paused by request' needs no state before it. */
    private static String stateLine(RunState state, @Nullable String reason) {
        return reason == null
                ? state.wireName()
                : reason.startsWith(state.wireName()) ? reason : state.wireName() + ": " + reason;
    }

    private String outcome(Run run) {
        return switch (RunPrograms.of(run.kind()).found(run, splits)) {
            case RunProgram.Finding.HardSet(UnitResult.Split split) ->
                "; hard problems: "
                        + Formats.count(split.train().size() + split.test().size()) + ", "
                        + Formats.count(split.train().size()) + " to train on and "
                        + Formats.count(split.test().size()) + " held out"
                        + (split.tooLong() == 0
                                ? ""
                                : "; left out because they are too long for the model: "
                                        + Formats.count(split.tooLong()));
            case RunProgram.Finding.Promotions(int count) -> "; promotions: " + count;
            case RunProgram.Finding.Nothing() -> "";
        };
    }

    private static List<String> block(RunEvent event, Run run, Chapter chapter) {
        chapter.somethingToResume = true;
        Unit.Kind<?> kind = Unit.parse(event.payload().path("unit").asText())
                .<Unit.Kind<?>>map(Unit::kind)
                .orElse(null);
        if (Unit.INIT.equals(kind)) {
            // The model is loaded by now, which may take longer than the work itself.
            chapter.pace.started(event.at());
        }
        if (!Unit.SCREEN.equals(kind) && !Unit.EVALUATE.equals(kind)) {
            return List.of();
        }
        chapter.blocks++;
        chapter.pace.finished(event.at());
        if (chapter.blocks >= chapter.blocksInAll
                || Duration.between(chapter.told, event.at()).compareTo(BETWEEN_BLOCKS) < 0) {
            return List.of();
        }
        chapter.told = event.at();
        return List.of("%s: %d of %d blocks of problems done%s"
                .formatted(
                        run.name(),
                        chapter.blocks,
                        chapter.blocksInAll,
                        left(chapter, chapter.blocksInAll - chapter.blocks)));
    }

    private static List<String> decided(RunEvent event, Experiment experiment, Run run, Chapter chapter) {
        JsonNode payload = event.payload();
        int step = payload.path("outerStep").asInt();
        int done = payload.path("outerStepsDone").asInt();
        int steps = Objects.requireNonNullElse(run.outerSteps(), done);
        chapter.pace.finished(event.at());
        chapter.stepsSincePromotion++;
        JsonNode average = payload.path("movingAverage");
        String shown = average.isNumber()
                ? "average " + Formats.signed(average.asDouble(), 4)
                : "average needs %d steps (%d so far)"
                        .formatted(Explanations.window(experiment.spec()), chapter.stepsSincePromotion);
        JsonNode bound = payload.path("lowerBound");
        if (bound.isNumber()) {
            shown += " (lower bound %s)".formatted(Formats.signed(bound.asDouble(), 4));
        }
        String line = "%s: outer step %d  reward %s  %s  [%d of %d done%s]"
                .formatted(
                        run.name(),
                        step,
                        Formats.signed(payload.path("meanReward").asDouble(), 4),
                        shown,
                        done,
                        steps,
                        left(chapter, steps - done));
        if (!payload.path("promoted").asBoolean()) {
            return List.of(line);
        }
        chapter.stepsSincePromotion = 0;
        return List.of(
                line,
                "%s: outer step %d  PROMOTED: new students start from one of this step's best set [promotion %d]"
                        .formatted(run.name(), step, payload.path("promotions").asInt()));
    }

    private static String left(Chapter chapter, int pieces) {
        return chapter.pace
                .left(pieces)
                .map(time -> ", " + Formats.roughly(time))
                .orElse("");
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
