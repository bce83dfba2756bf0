package dev.cairn.soar.fakes;

import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Prompts;
import dev.cairn.ports.Trainer;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.TwoTurnSettings;
import dev.cairn.soar.PromptRoom;
import dev.cairn.soar.RunContext;
import java.util.List;
import java.util.stream.IntStream;

/** Engine, trainer, grader and files of a scripted cluster; it outlives any number of runs and crashes. */
public final class FakeCluster {
    public static final Prompts PROMPTS =
            Prompts.of(PromptSettings.plain("Write one new problem.", "Solve: {question}\nAnswer:"));

    /** How the prompt of a teacher's second turn begins. */
    static final String OWN = "Answer your own question:";

    /** The same for a teacher that writes in two turns. */
    public static final Prompts TWO_TURNS = Prompts.of(new PromptSettings(
            PROMPTS.settings().teacher(),
            PROMPTS.settings().student(),
            new TwoTurnSettings(true, "Write one new question.", OWN + " {question}\nAnswer:"),
            false,
            null,
            PromptSettings.Thinking.DEFAULT));

    /** How prompts begin that ask for a question and show examples. */
    public static final String LIKE = "Write one like these:";

    private final Calls calls = new Calls();
    private final FakeStore store;
    private final FakeGrader grader = new FakeGrader();
    private final Generator generator;
    private final Trainer trainer;

    /** A cluster in which these are the real problems. */
    public FakeCluster(List<Problem> problems, FakeScript script) {
        this(problems, script, FakePolicyStore.inMemory());
    }

    /** The same with policies that are kept somewhere else. */
    public FakeCluster(List<Problem> problems, FakeScript script, FakePolicyStore policies) {
        this.store = new FakeStore(calls, policies);
        this.generator = new FakeGenerator(PROMPTS, List.copyOf(problems), script, store, calls);
        this.trainer = new FakeTrainer(store, calls);
    }

    /** Problems p0, p1, ... whose answers are 100, 101, ... */
    public static List<Problem> problems(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Problem("p" + i, "Hard problem number " + i + ".", String.valueOf(100 + i)))
                .toList();
    }

    /** The token ids of a completion. */
    public static int[] tokens(String text) {
        long hash = Mix.of(text);
        return new int[] {(int) (hash & 0xFFFF), (int) ((hash >> 16) & 0xFFFF), 2};
    }

    /** How far a completion's log-probability under any policy is above that under a reference, in nats. */
    public static float excessOverReference(int[] tokens) {
        return (tokens[0] % 8) / 16f;
    }

    public RunContext context(long seed, Journal journal) {
        return context(seed, journal, PromptRoom.UNLIMITED);
    }

    /** The same with a model of limited length. */
    public RunContext context(long seed, Journal journal, PromptRoom room) {
        return context(seed, journal, room, PROMPTS);
    }

    /** The same with other prompts. */
    public RunContext context(long seed, Journal journal, PromptRoom room, Prompts prompts) {
        return new RunContext(seed, generator, trainer, Gradings.mathVerify(grader), journal, store, prompts, room);
    }

    /** Called with each call to engine or trainer, before anything is done. */
    public void onCall(java.util.function.Consumer<String> listener) {
        calls.listener(listener);
    }

    /** Announces something that is not a call to engine or trainer, but may be held like one. */
    public void announce(String what) throws InterruptedException {
        calls.arrive(what);
    }

    public Calls calls() {
        return calls;
    }

    public FakeGrader grader() {
        return grader;
    }

    public Generator generator() {
        return generator;
    }

    public Trainer trainer() {
        return trainer;
    }

    public CompletionFiles completionFiles() {
        return store;
    }
}
