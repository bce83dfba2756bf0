package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult.Sampled;
import dev.cairn.ports.UnitResult.WrittenQuestion;
import dev.cairn.settings.SampleSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRunTest {
    private final InMemoryJournal journal = new InMemoryJournal(1);
    private final FakeCluster cluster = new FakeCluster(List.of(), new FakeScript() {});

    private List<WrittenQuestion> sample(SampleSettings settings) throws InterruptedException {
        RunContext context = cluster.context(3, journal);
        Checkpoint teacher = new InitialPolicies(context, SmallSettings.soar(1, 1)).student();
        return new SampleRun(context, settings, SmallSettings.soar(1, 1), teacher).run();
    }

    @Test
    void asManyQuestionsAsAskedForInBlocksWithIndicesThatCountOverAll() throws Exception {
        List<WrittenQuestion> questions = sample(new SampleSettings(7, 3));
        assertThat(questions)
                .extracting(WrittenQuestion::index)
                .containsExactlyElementsOf(IntStream.range(0, 7).boxed().toList());
        assertThat(journal.units()).contains(Unit.sample(0), Unit.sample(1), Unit.sample(2));
        assertThat(List.of(0, 1, 2))
                .extracting(b -> journal.result(Unit.sample(b)).questions().size())
                .containsExactly(3, 3, 1);
    }

    @Test
    void whatIsRejectedIsCountedAndReplaced() throws Exception {
        sample(new SampleSettings(12, 12));
        Sampled block = journal.result(Unit.sample(0));
        List<Rollout> rollouts = journal.rollouts(Unit.sample(0));
        long accepted = rollouts.stream().filter(one -> one.rejection() == null).count();
        assertThat(accepted).isEqualTo(12);
        assertThat(block.rejected()).as("the script rejects some").isNotEmpty();
        assertThat(block.attempts()).isEqualTo(rollouts.size()).isGreaterThan(12);
        assertThat(rollouts).extracting(Rollout::purpose).containsOnly(Rollout.Purpose.WRITE);
    }

    @Test
    void noTwoRequestsShareTheirSeeds() throws Exception {
        sample(new SampleSettings(9, 3));
        List<Long> seeds = cluster.calls().generations().stream()
                .map(Calls.Generation::slots)
                .flatMap(List::stream)
                .map(slot -> slot.seed())
                .toList();
        assertThat(seeds).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    }
}
