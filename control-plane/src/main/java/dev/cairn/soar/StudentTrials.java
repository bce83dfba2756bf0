package dev.cairn.soar;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.decision.Gate;
import dev.cairn.soar.decision.QuestionGains;
import dev.cairn.soar.decision.Race;
import dev.cairn.soar.decision.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The students of an outer step, all from the same baseline: r per question set, or fewer where the sets race.
 *
 * @param innerSteps optimizer steps of a student, skipped ones included
 * @param start the baseline student
 * @param baseline its outcomes on Q_R
 * @param rewardQuestions Q_R
 * @param sets X_k
 * @param inParallel number of students at a time, at least 1; results do not depend on it
 */
record StudentTrials(
        RunContext context,
        SoarSettings settings,
        int t,
        int innerSteps,
        Checkpoint start,
        UnitResult.Baseline baseline,
        List<Problem> rewardQuestions,
        List<List<Problem>> sets,
        int inParallel) {
    /** @param earlier the steps since the last promotion, whose gate the race looks at */
    List<UnitResult.Trial> run(Window earlier) throws InterruptedException {
        int repeats = settings.outer().repeats();
        int sure = settings.beyond().racing().before(repeats);
        List<UnitResult.Trial> done = new ArrayList<>(train(places(sure)));
        Race race = new Race(settings.beyond().racing(), Gate.of(settings));
        List<Place> next = List.of();
        for (int round = 0; sure < repeats && (round == 0 || !next.isEmpty()); round++) {
            QuestionGains gains = QuestionGains.of(done, baseline.correct(), sets.size());
            next = race.undecided(gains, earlier, context.seeds().race(t, round)).stream()
                    .map(k -> new Place(k, gains.students(k)))
                    .filter(place -> place.j() < repeats)
                    .toList();
            done.addAll(train(next));
        }
        return done;
    }

    /** Student j of set k. */
    private record Place(int k, int j) {}

    private List<Place> places(int repeats) {
        return IntStream.range(0, sets.size())
                .boxed()
                .flatMap(k -> IntStream.range(0, repeats).mapToObj(j -> new Place(k, j)))
                .toList();
    }

    private List<UnitResult.Trial> train(List<Place> places) throws InterruptedException {
        int baselineCorrect = GreedyAccuracy.count(baseline.correct());
        List<ParallelTasks.Task<UnitResult.Trial>> tasks = new ArrayList<>();
        for (Place place : places) {
            StudentTrial trial = new StudentTrial(context, settings, t, place.k(), place.j(), innerSteps);
            tasks.add(() -> context.journal()
                    .once(
                            Unit.trial(t, trial.k(), trial.j()),
                            attempt ->
                                    trial.run(attempt, start, sets.get(trial.k()), rewardQuestions, baselineCorrect)));
        }
        return ParallelTasks.run(tasks, inParallel);
    }
}
