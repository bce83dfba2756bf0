package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.RunId;
import dev.cairn.experiments.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The state by which lists are filtered is the one that they show. */
class ExperimentStateAgreementTest {
    private final ListRig rig = new ListRig();

    @Test
    void everyMixtureOfRunStatesGivesTheSameStateInSqlAndInJava() {
        List<Experiment> made = new ArrayList<>();
        for (RunState first : RunState.values()) {
            for (RunState second : RunState.values()) {
                for (RunState third : RunState.values()) {
                    Experiment experiment =
                            rig.submitted(first + " " + second + " " + third, Map.of("evaluate.problems", 0));
                    List<RunId> runs = experiment.runs().stream().map(run -> run.id()).toList();
                    assertThat(runs).hasSize(3);
                    rig.state(runs.get(0), first.word());
                    rig.state(runs.get(1), second.word());
                    rig.state(runs.get(2), third.word());
                    made.add(experiment);
                }
            }
        }
        int found = 0;
        for (ExperimentState state : ExperimentState.values()) {
            String filter = "state == \"" + state.word() + "\"";
            List<Experiment> listed = ListRig.all(cursor -> rig.lists.page(new ListQuery(filter, null, 200, cursor)));
            assertThat(listed).allSatisfy(experiment -> assertThat(experiment.state()).as(experiment.name()).isEqualTo(state));
            found += listed.size();
        }
        assertThat(found).isEqualTo(made.size());
    }
}
