package dev.cairn.bench;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Completion;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Prompts;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.EvaluateRun;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.fakes.Gradings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * Evaluates run after run until the meter has seen enough.
 *
 * @param tokens of a completion
 * @param numbers of runs, never the same twice
 */
record EvaluationLoop(
        int tokens, Generator generator, RolloutDatabase database, RolloutMeter meter, IntSupplier numbers)
        implements Callable<Boolean> {
    static final int SAMPLES = 32;

    /** 4,992 rollouts per unit, of at most 5,000. */
    static final int BLOCK_PROBLEMS = 156;

    private static final int BLOCKS = 20;
    private static final Prompts PROMPTS = Prompts.of(
            PromptSettings.plain("-", "{question}\nThink step by step. End with the answer in \\boxed{}.\n"));

    @Override
    public Boolean call() throws Exception {
        try {
            while (true) {
                int number = numbers.getAsInt();
                var _ = run(number).run();
            }
        } catch (RolloutMeter.OverException over) {
            return true;
        }
    }

    private EvaluateRun run(int number) throws Exception {
        RunContext context = new RunContext(
                number,
                generator,
                session -> {
                    throw new AssertionError("an evaluation trains nothing");
                },
                Gradings.mathVerify(new PlainIntegersOnly()),
                meter.counting(database.claimedRun(number)),
                new NoFiles(),
                PROMPTS);
        return new EvaluateRun(
                context,
                EvaluateSettings.last(SAMPLES, BLOCKS * BLOCK_PROBLEMS, BLOCK_PROBLEMS),
                settings(),
                List.of(new EvaluateRun.Version(0, new PolicyRef(StorageRoot.DURABLE, "policy", "sha256 of none"))),
                problems(number));
    }

    private SoarSettings settings() {
        SoarSettings defaults = SoarSettings.defaults();
        return new SoarSettings(
                defaults.outer(),
                defaults.inner(),
                defaults.teacher(),
                new RoleSettings(1e-4, 0, tokens, 1, 1, LossSettings.defaults()),
                defaults.lora(),
                defaults.adam(),
                defaults.beyond());
    }

    /** As long as those of GSM8K, two lines. */
    private static List<Problem> problems(int number) {
        return IntStream.range(0, BLOCKS * BLOCK_PROBLEMS)
                .mapToObj(i -> new Problem(
                        "p" + i,
                        "Run " + number + " has a shop that sells " + i + " boxes of pens in the morning and half as"
                                + " many in the afternoon. Each box holds 12 pens, and each pen costs 3 coins. How many"
                                + " coins does the shop take on that day?",
                        Integer.toString(i % 100)))
                .toList();
    }

    /** Both sides of every pair are plain integers, which never reach a parser. */
    private record PlainIntegersOnly() implements Grader {
        @Override
        public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
            throw new AssertionError("pairs of other than plain integers: " + pairs);
        }

        @Override
        public List<Verdict> parses(List<String> answers, GradingRule rule) {
            throw new AssertionError("an evaluation asks for no parser");
        }
    }

    private record NoFiles() implements CompletionFiles {
        @Override
        public Stored save(String name, List<Completion> completions) {
            throw new AssertionError("an evaluation keeps no completions");
        }

        @Override
        public List<Completion> load(Stored stored) {
            throw new AssertionError("an evaluation keeps no completions");
        }
    }
}
