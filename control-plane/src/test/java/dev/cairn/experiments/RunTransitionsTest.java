package dev.cairn.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTransitionsTest {
    private static final List<String> ALLOWED = List.of(
            "WAITING>QUEUED",
            "WAITING>CANCELLED",
            "QUEUED>RUNNING",
            "QUEUED>CANCELLED",
            "RUNNING>CANCELLING",
            "RUNNING>QUEUED",
            "RUNNING>PAUSING",
            "WAITING>PAUSED",
            "QUEUED>PAUSED",
            "PAUSED>WAITING",
            "PAUSED>QUEUED",
            "PAUSED>CANCELLED",
            "PAUSING>RUNNING",
            "PAUSING>PAUSED",
            "PAUSING>CANCELLING",
            "PAUSING>SUCCEEDED",
            "PAUSING>FAILED",
            "RUNNING>SUCCEEDED",
            "RUNNING>FAILED",
            "CANCELLING>CANCELLED");

    @Test
    void everyPairIsAllowedOrRefusedAsWritten() {
        List<String> allowed = new ArrayList<>();
        for (RunState from : RunState.values()) {
            for (RunState to : RunState.values()) {
                if (RunTransitions.allowed(from, to)) {
                    allowed.add(from + ">" + to);
                }
            }
        }
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(ALLOWED);
    }

    @Test
    void nothingLeavesAFinalStateAndEveryOtherCanReachOne() {
        for (RunState from : RunState.values()) {
            boolean leaves = false;
            for (RunState to : RunState.values()) {
                leaves |= RunTransitions.allowed(from, to);
            }
            assertThat(leaves).as(from.wireName()).isNotEqualTo(from.isFinal());
        }
    }

    @Test
    void aRunThatIsBeingCancelledEndsAsCancelled() {
        assertThat(RunTransitions.ending(RunState.CANCELLING, RunState.SUCCEEDED))
                .isEqualTo(RunState.CANCELLED);
        assertThat(RunTransitions.ending(RunState.CANCELLING, RunState.FAILED)).isEqualTo(RunState.CANCELLED);
        assertThat(RunTransitions.ending(RunState.RUNNING, RunState.FAILED)).isEqualTo(RunState.FAILED);
    }

    @Test
    void anOwnedRunWithoutOwnerIsWhatWasAskedOfItsOwner() {
        assertThat(RunTransitions.ownerless(RunState.RUNNING)).isEqualTo(RunState.QUEUED);
        assertThat(RunTransitions.ownerless(RunState.PAUSING)).isEqualTo(RunState.PAUSED);
        assertThat(RunTransitions.ownerless(RunState.CANCELLING)).isEqualTo(RunState.CANCELLED);
        for (RunState state : RunState.values()) {
            if (state.isOwned()) {
                assertThat(RunTransitions.allowed(state, RunTransitions.ownerless(state)))
                        .isTrue();
            } else {
                assertThatThrownBy(() -> RunTransitions.ownerless(state)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void anExperimentsStateFollowsFromItsRuns() {
        assertThat(ExperimentState.of(List.of(RunState.QUEUED, RunState.WAITING)))
                .isEqualTo(ExperimentState.QUEUED);
        assertThat(ExperimentState.of(List.of(RunState.RUNNING, RunState.WAITING)))
                .isEqualTo(ExperimentState.RUNNING);
        assertThat(ExperimentState.of(List.of(RunState.SUCCEEDED, RunState.QUEUED)))
                .isEqualTo(ExperimentState.RUNNING);
        assertThat(ExperimentState.of(List.of(RunState.CANCELLING, RunState.CANCELLED)))
                .isEqualTo(ExperimentState.CANCELLING);
        assertThat(ExperimentState.of(List.of(RunState.FAILED, RunState.CANCELLED)))
                .isEqualTo(ExperimentState.FAILED);
        assertThat(ExperimentState.of(List.of(RunState.SUCCEEDED, RunState.CANCELLED)))
                .isEqualTo(ExperimentState.CANCELLED);
        assertThat(ExperimentState.of(List.of(RunState.SUCCEEDED))).isEqualTo(ExperimentState.SUCCEEDED);
    }
}
