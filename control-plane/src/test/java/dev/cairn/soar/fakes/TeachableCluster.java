package dev.cairn.soar.fakes;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import dev.cairn.soar.RunContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A cluster in which policies learn: its teacher writes questions of several kinds, of which one helps, and prefers none at
 * first.
 *
 * <p>A student's skill grows with the questions of that kind that it trains on and gets right, and decides how many of the
 * real problems it solves. Both roles follow the policy gradient of the advantages sent, at the learning rate sent, so
 * where the teacher ends is what the outer loop taught it.
 */
public final class TeachableCluster implements Generator, Trainer {
    private static final int KINDS = 3;
    private static final int HELPFUL = 1;
    private static final Pattern QUESTION = Pattern.compile("Question (\\d+) of kind (\\d+)");
    private static final Pattern REAL = Pattern.compile("Hard problem number (\\d+)");

    private final Map<PolicyRef, Weights> policies = new ConcurrentHashMap<>();
    private final int problems;
    private final UnaryOperator<List<Double>> lesson;

    /** What a policy is: of a teacher how it likes each kind, of a student its skill. */
    private sealed interface Weights {
        record Teacher(double[] logits) implements Weights {
            double probability(int kind) {
                double sum = 0;
                for (double logit : logits) {
                    sum += Math.exp(logit - logits[kind]);
                }
                return 1 / sum;
            }

            int sample(double draw) {
                int kind = 0;
                for (double below = probability(0); kind < KINDS - 1 && draw >= below; below += probability(kind)) {
                    kind++;
                }
                return kind;
            }
        }

        record Student(double skill) implements Weights {}
    }

    /**
     * A cluster with the given number of real problems.
     *
     * @param lesson what becomes of the advantages of a teacher's batch before it learns from them
     */
    public TeachableCluster(int problems, UnaryOperator<List<Double>> lesson) {
        this.problems = problems;
        this.lesson = lesson;
    }

    public RunContext context(long seed, Journal journal) {
        FakeStore files = new FakeStore(new Calls(), FakePolicyStore.inMemory());
        return new RunContext(
                seed, this, this, Gradings.mathVerify(new FakeGrader()), journal, files, FakeCluster.PROMPTS);
    }

    public List<Problem> problems() {
        return FakeCluster.problems(problems);
    }

    /** The probability with which a teacher writes a question of the kind that helps. */
    public double preference(PolicyRef teacher) {
        return ((Weights.Teacher) weights(teacher)).probability(HELPFUL);
    }

    private Weights weights(PolicyRef policy) {
        return Objects.requireNonNull(policies.get(policy), policy::path);
    }

    @Override
    public Serving acquire(String name, PolicyRef policy) {
        Weights weights = weights(policy);
        return new Serving() {
            @Override
            public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) {
                return slots.stream()
                        .map(slot -> IntStream.range(0, sampling.samples())
                                .mapToObj(sample -> answer(weights, slot.prompt(), slot.seed() + sample))
                                .toList())
                        .toList();
            }

            @Override
            public void close() {}
        };
    }

    private Completion answer(Weights weights, String prompt, long seed) {
        double draw = (Mix.of(seed) >>> 11) * 0x1p-53;
        return switch (weights) {
            case Weights.Teacher teacher -> {
                int kind = teacher.sample(draw);
                long number = Math.floorMod(seed, 1000);
                String question = "Question " + number + " of kind " + kind;
                yield completion("<question>" + question + "</question><answer>\\boxed{" + number + "}</answer>", kind);
            }
            case Weights.Student student -> studentsAnswer(student, prompt, draw);
        };
    }

    /** Half of what it trains on it gets right; a real problem if its skill is up to it. */
    private Completion studentsAnswer(Weights.Student student, String prompt, double draw) {
        Matcher real = REAL.matcher(prompt);
        if (real.find()) {
            int number = Integer.parseInt(real.group(1));
            boolean solved = (number + 0.5) / problems < student.skill();
            return completion("\\boxed{" + (solved ? 100 + number : 0) + "}", KINDS);
        }
        Matcher question = QUESTION.matcher(prompt);
        if (!question.find()) {
            throw new IllegalArgumentException(prompt);
        }
        return draw < 0.5
                ? completion("\\boxed{" + question.group(1) + "}", Integer.parseInt(question.group(2)))
                : completion("I don't know", KINDS);
    }

    /** @param token the kind of the question, or {@code KINDS} for an answer that teaches nothing */
    private static Completion completion(String text, int token) {
        return new Completion(text, new int[] {0}, new int[] {token}, new float[] {-1}, FinishReason.STOP);
    }

    @Override
    public Session open(TrainerSession session) {
        Weights start = switch (session.from()) {
            case TrainerSession.Source.From from -> weights(from.policy());
            case TrainerSession.Source.NewAdapter _
            when session.name().contains("teacher") -> new Weights.Teacher(new double[KINDS]);
            case TrainerSession.Source.NewAdapter _ -> new Weights.Student(0);
        };
        return new LearningSession(start);
    }

    private final class LearningSession implements Session {
        private Weights weights;

        LearningSession(Weights weights) {
            this.weights = weights;
        }

        @Override
        public StepReport step(
                int sequence,
                List<TrainingSequence> batch,
                double learningRate,
                double temperature,
                LossSettings loss) {
            boolean skipped = batch.stream().allMatch(one -> one.advantage() == 0);
            weights = switch (weights) {
                case Weights.Teacher teacher -> taught(teacher, batch, learningRate);
                case Weights.Student student -> trained(student, batch, learningRate);
            };
            return new StepReport(0, 0.0, 1, skipped ? 0 : 1, false, skipped, 0, 0, batch.size(), 0);
        }

        @Override
        public List<float[]> logprobs(Distribution distribution, List<TrainingSequence> batch, double temperature) {
            return batch.stream().map(TrainingSequence::samplerLogprobs).toList();
        }

        @Override
        public List<Double> alignments(
                List<TrainingSequence> reference,
                List<List<TrainingSequence>> sets,
                double temperature,
                LossSettings loss) {
            return sets.stream().map(set -> 0.0).toList();
        }

        @Override
        public PolicyRef publish(String name) {
            return kept(new PolicyRef(StorageRoot.SCRATCH, name, "of " + name));
        }

        @Override
        public PolicyRef keep(String name) {
            return checkpoint(name);
        }

        @Override
        public PolicyRef checkpoint(String name) {
            return kept(new PolicyRef(StorageRoot.DURABLE, name, "of " + name));
        }

        private PolicyRef kept(PolicyRef policy) {
            policies.put(policy, weights);
            return policy;
        }

        @Override
        public void close() {}
    }

    /** {@code logits += rate * mean of A * (one-hot of the kind - probabilities)}. */
    private Weights taught(Weights.Teacher teacher, List<TrainingSequence> batch, double learningRate) {
        List<Double> advantages =
                lesson.apply(batch.stream().map(TrainingSequence::advantage).toList());
        double[] logits = teacher.logits().clone();
        for (int i = 0; i < batch.size(); i++) {
            double step = learningRate * advantages.get(i) / batch.size();
            for (int kind = 0; kind < KINDS; kind++) {
                int chosen = batch.get(i).tokens()[0] == kind ? 1 : 0;
                logits[kind] += step * (chosen - teacher.probability(kind));
            }
        }
        return new Weights.Teacher(logits);
    }

    /** Right answers to questions of the kind that helps, by their advantages. */
    private static Weights trained(Weights.Student student, List<TrainingSequence> batch, double learningRate) {
        double sum = batch.stream()
                .filter(one -> one.tokens()[0] == HELPFUL)
                .mapToDouble(TrainingSequence::advantage)
                .sum();
        return new Weights.Student(student.skill() + learningRate * sum / batch.size());
    }
}
