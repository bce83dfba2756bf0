package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.ExperimentDeletion;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.hardsets.HardSet;
import dev.cairn.experiments.hardsets.HardSetRequest;
import dev.cairn.experiments.hardsets.HardSets;
import dev.cairn.ids.ExperimentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hard sets with a name, and screenings with a seed of their own. */
@Timeout(300)
final class NamedHardSetTest extends OneControlPlane {
    private final HardSets sets = fixture.experiments().get(HardSets.class);

    NamedHardSetTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void anExperimentTakesTheHalvesThatANameMeansWhateverHappenedToItsExperimentSince() {
        ExperimentId first = undisturbed();
        Run screened = run(first, "screen");
        HardSet named = sets.name(new HardSetRequest("small", first.value(), "of the tests"), "ada");
        assertThat(named)
                .satisfies(set -> assertThat(set.runId()).isEqualTo(screened.id()))
                .satisfies(set -> assertThat(set.train() + set.test())
                        .isEqualTo(halves(first).size()))
                .satisfies(set -> assertThat(set.experiments()).isZero());

        fixture.experiments().control().restart(screened.id());
        controlPlane.executor().wakeUp();
        await().until(() -> run(first, "evaluate-hard-only").generation() == 2);
        fixture.awaitEnd(first);
        ExperimentId second = fixture.submit(Map.of("seed", 77, "screen.hardSet", "small"));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(second);
        assertThat(run(second, "screen").previous())
                .as("the run that was named, not the newest")
                .isEqualTo(screened.id());
        assertThat(halves(second)).isEqualTo(halves(first));
        assertThat(database.query("select count(*) from rollout where run_id = "
                        + run(second, "screen").id()))
                .as("nothing is sampled again")
                .containsExactly("0");
        assertThat(sets.list())
                .singleElement()
                .satisfies(set -> assertThat(set.experiments()).isEqualTo(1));

        ExperimentId third = fixture.submit(Map.of("seed", 78, "screen.from", second.value()));
        assertThat(sets.list())
                .as("also through an experiment that has used it")
                .singleElement()
                .satisfies(set -> assertThat(set.experiments()).isEqualTo(2));
        fixture.experiments().control().cancel(third);

        assertThat(sets.delete("small")).isTrue();
        assertThat(sets.delete("small")).isFalse();
        assertThat(sets.find("small")).isEmpty();
        assertThat(halves(second)).as("what has used it stays").isNotEmpty();
        assertThatThrownBy(() -> fixture.submit(Map.of("screen.hardSet", "small")))
                .hasMessageContaining("or its name was deleted");
        assertThatThrownBy(() -> sets.name(new HardSetRequest("small", first.value(), null), "ada"))
                .as("a spec with the name never means other problems")
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("a name is never given twice");
    }

    @Test
    void whatDoesNotFitIsRefusedByField() {
        ExperimentId first = undisturbed();
        sets.name(new HardSetRequest("small", first.value(), null), "ada");
        assertThatThrownBy(() -> sets.name(new HardSetRequest("small", first.value(), null), "bob"))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("there is a hard set small");
        assertThatThrownBy(() -> sets.name(new HardSetRequest("two words", null, "a\u0000b"), "ada"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("name: is not a valid name: two words")
                .hasMessageContaining("experiment: is missing")
                .hasMessageContaining("description: is not valid");
        assertThatThrownBy(() -> sets.name(new HardSetRequest("null", first.value(), null), "ada"))
                .hasMessageContaining("name: is not a valid name: null");
        assertThatThrownBy(() -> sets.name(new HardSetRequest("other", 4711L, null), "ada"))
                .hasMessageContaining("experiment: is 4711, but there is no such experiment");
        ExperimentId waiting = fixture.submit(Map.of("seed", 5));
        fixture.experiments().control().cancel(waiting);
        assertThatThrownBy(() -> sets.name(new HardSetRequest("other", waiting.value(), null), "ada"))
                .hasMessageContaining("whose screening has not found a hard set");

        assertThatThrownBy(() -> fixture.submit(Map.of("screen.hardSet", "none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("screen.hardSet: there is no hard set none")
                .hasMessageContaining("allowed: small, or null");
        assertThatThrownBy(() -> fixture.submit(Map.of("screen.hardSet", "small", "screen.from", waiting.value())))
                .hasMessageContaining("screen.from: is given together with screen.hardSet");
        assertThatThrownBy(() -> fixture.submit(Map.of("screen.hardSet", "small", "soar.student.maxTokens", 5)))
                .hasMessageContaining("soar.student.maxTokens: differs from experiment " + first
                        + ", whose screening screen.hardSet takes")
                .hasMessageContaining("the same value, or no screen.hardSet");
        ExperimentDeletion deletion = fixture.experiments().get(ExperimentDeletion.class);
        assertThatThrownBy(() -> deletion.delete(first, new ExpectedRevision.Any()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("its hard set has the name small, given by ada; delete the name first");
        assertThat(sets.delete("small")).isTrue();
        assertThat(deletion.delete(first, new ExpectedRevision.Any())).isTrue();
    }

    @Test
    void aSoarRunIsTakenOverOnlyWithItsOwnHardSet() {
        ExperimentId first = undisturbed();
        ExperimentId other = fixture.submit(Map.of("screen.seed", 9));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(other);
        sets.name(new HardSetRequest("own", first.value(), null), "ada");
        sets.name(new HardSetRequest("other", other.value(), null), "ada");
        ExperimentId second =
                fixture.submit(Map.of("methods.soarFrom", first.value(), "screen.hardSet", "own", "seed", 5));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(second);
        assertThat(halves(second)).isEqualTo(halves(first));
        assertThatThrownBy(() ->
                        fixture.submit(Map.of("methods.soarFrom", first.value(), "screen.hardSet", "other", "seed", 5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "screen.hardSet: names another hard set than that of experiment " + first + ", whose SOAR run");
    }

    @Test
    void aScreeningWithASeedOfItsOwnFindsTheSameHardSetForEverySeed() {
        ExperimentId first = fixture.submit(Map.of("seed", 1, "screen.seed", 9));
        ExperimentId second = fixture.submit(Map.of("seed", 2, "screen.seed", 9));
        ExperimentId third = fixture.submit(Map.of("seed", 2));
        for (ExperimentId each : List.of(first, second, third)) {
            controlPlane.executor().wakeUp();
            fixture.awaitEnd(each);
        }
        assertThat(halves(second)).isNotEmpty().isEqualTo(halves(first)).isNotEqualTo(halves(third));
        assertThat(run(second, "soar").seed())
                .isNotEqualTo(run(first, "soar").seed())
                .isEqualTo(run(third, "soar").seed());
    }

    private List<String> halves(ExperimentId experiment) {
        return database.query("select half, ordinal, problem from hard_set where run_id = "
                + run(experiment, "screen").id() + " order by 1, 2");
    }
}
