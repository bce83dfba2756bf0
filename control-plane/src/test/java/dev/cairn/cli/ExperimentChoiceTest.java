package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.access.Audit;
import dev.cairn.cli.ExperimentChoice.Chosen;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Submitter;
import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.SpecRequest;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Which experiment {@code ops/run} shows: only its own. */
class ExperimentChoiceTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);

    @TempDir
    Path home;

    @Test
    void theSameCommandResumesItsExperimentAndNobodyElses() {
        ExperimentId own = queued("chains", "--set", "soar.outer.steps=4");
        experiments.submit(Map.of());
        assertThat(resumed("chains", "--set", "soar.outer.steps=4")).isEqualTo(own);
        assertThat(resumed("chains", "--exit", "--set", "soar.outer.steps=4"))
                .as("--exit is not part of the experiment")
                .isEqualTo(own);
    }

    @Test
    void anotherCommandIsRefusedUntilItSaysWhatIsMeant() {
        ExperimentId own = queued("chains", "--set", "soar.outer.steps=4");
        assertThat(refused("chains", "--set", "soar.outer.steps=5", "--set", "seed=2"))
                .contains("experiment " + own)
                .contains("--set soar.outer.steps: 4 then, 5 now")
                .contains("--set seed: not given then, 2 now")
                .contains("--resume", "--new");
        assertThat(refused("smollm2-gsm8k", "--set", "soar.outer.steps=4")).contains("preset: chains then");
        assertThat(resumed("chains", "--resume")).isEqualTo(own);
        ExperimentId second = queued("chains", "--new");
        assertThat(second).isNotEqualTo(own);
        assertThat(resumed("chains")).as("the last one counts").isEqualTo(second);
    }

    @Test
    void aFileOfProblemsIsKnownByItsContent() throws IOException {
        Path problems = Files.writeString(home.resolve("p.jsonl"), "{}");
        ExperimentId own = queued("chains", "--problems", problems.toString());
        Path elsewhere = Files.writeString(home.resolve("q.jsonl"), "{}");
        assertThat(resumed("chains", "--problems", elsewhere.toString())).isEqualTo(own);
        Files.writeString(problems, "{ }");
        assertThat(refused("chains", "--problems", problems.toString())).contains("content has changed");
    }

    @Test
    void whatHasEndedIsNotResumed() {
        ExperimentId first = queued("chains");
        experiments.control().cancel(first);
        assertThat(refused("chains", "--resume")).contains("experiment " + first + " was cancelled");
        assertThat(queued("chains")).isNotEqualTo(first);
    }

    @Test
    void aCrashBetweenTheMemoryAndTheExperimentMakesNoSecondOne() {
        assertThatThrownBy(() -> choose(
                        (request, by) -> {
                            submit(request, by);
                            throw new IllegalStateException("the power went");
                        },
                        "chains"))
                .hasMessage("the power went");
        ExperimentId made = resumed("chains");
        assertThat(experiments.store().list(10, null).items())
                .extracting(Experiment::id)
                .containsExactly(made);
    }

    @Test
    void aMemoryThatCannotBeReadCountsAsNone() throws IOException {
        queued("chains");
        Files.writeString(home.resolve("last-run.json"), "{");
        queued("chains");
    }

    private ExperimentId queued(String... arguments) {
        assertThat(choose(this::submit, arguments)).isInstanceOf(Chosen.Queued.class);
        return experiments.store().list(1, null).items().getFirst().id();
    }

    private ExperimentId resumed(String... arguments) {
        return ((Chosen.Resumed) choose(this::submit, arguments)).experiment().id();
    }

    private String refused(String... arguments) {
        return String.join("\n", ((Chosen.Refused) choose(this::submit, arguments)).lines());
    }

    private Chosen choose(ExperimentChoice.Queueing queueing, String... arguments) {
        Options options = CommandLine.populateCommand(new Options(), arguments);
        Audit audit = new Audit(database.jdbc(), TestJson.MAPPER);
        return new ExperimentChoice(
                        experiments.store(),
                        queueing,
                        file -> "set-of-" + file.getFileName(),
                        audit,
                        new LastRunFile(home, TestJson.MAPPER))
                .choose(options.preset().orElseThrow(), options);
    }

    private Experiment submit(SpecRequest request, Submitter by) {
        return experiments.submit(Map.of(), by);
    }
}
