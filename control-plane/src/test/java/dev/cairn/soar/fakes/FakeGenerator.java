package dev.cairn.soar.fakes;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Prompts;
import dev.cairn.ports.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Answers as the script says; sample j of a request depends on {@code seed + j}, as in vLLM. */
final class FakeGenerator implements Generator {
    private static final Pattern SUM = Pattern.compile("What is (\\d+) \\+ (\\d+)\\?");

    private final Prompts prompts;
    private final List<Problem> problems;
    private final FakeScript script;
    private final FakeStore store;
    private final Calls calls;

    FakeGenerator(Prompts prompts, List<Problem> problems, FakeScript script, FakeStore store, Calls calls) {
        this.prompts = prompts;
        this.problems = problems;
        this.script = script;
        this.store = store;
        this.calls = calls;
    }

    @Override
    public Serving acquire(String name, PolicyRef policy) throws InterruptedException {
        calls.arrive("acquire " + name);
        calls.claim("adapter", name);
        FakeWeights weights = store.read(policy);
        AtomicBoolean closed = new AtomicBoolean();
        return new Serving() {
            @Override
            public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling)
                    throws InterruptedException {
                calls.arrive("generate " + name);
                if (closed.get()) {
                    throw new IllegalStateException(name + " is no longer served");
                }
                calls.generated(new Calls.Generation(name, policy, List.copyOf(slots), sampling));
                return slots.stream()
                        .map(slot -> completions(weights, slot, sampling))
                        .toList();
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    private List<Completion> completions(FakeWeights weights, PromptSlot slot, Sampling sampling) {
        if (sampling.maxTokens() == 1) {
            return List.of(read(weights, slot.prompt()));
        }
        List<Completion> completions = new ArrayList<>();
        for (int sample = 0; sample < sampling.samples(); sample++) {
            long noise = sampling.temperature() == 0 ? 0 : slot.seed() + sample;
            long draw = Mix.of(weights.tensors(), Mix.of(slot.prompt()), noise);
            FinishReason finish = script.finish(slot.prompt(), draw);
            completions.add(completion(weights, slot.prompt(), text(weights, slot.prompt(), sampling, draw), finish));
        }
        return completions;
    }

    private String text(FakeWeights weights, String prompt, Sampling sampling, long draw) {
        if (prompt.equals(prompts.teacher()) || prompt.startsWith(FakeCluster.LIKE)) {
            return script.teacherText(draw);
        }
        if (prompt.equals(FakeCluster.TWO_TURNS.teacher())) {
            return script.questionText(draw);
        }
        if (prompt.startsWith(FakeCluster.OWN)) {
            return script.ownAnswer(sum(prompt), draw);
        }
        int problem = IntStream.range(0, problems.size())
                .filter(i -> prompts.forStudent(problems.get(i).question()).equals(prompt))
                .findFirst()
                .orElse(-1);
        boolean right = (problem >= 0 && sampling.temperature() == 0)
                ? problem < script.solved(weights.origin())
                : script.sampledRight(prompt, draw);
        String truth = problem >= 0 ? problems.get(problem).answer() : sum(prompt);
        return right ? "So it is \\boxed{" + truth + "}." : script.wrongText(truth, draw);
    }

    /** A request for the tokens of a prompt, which are its characters. */
    private static Completion read(FakeWeights weights, String prompt) {
        int[] tokens = FakeCluster.tokens("S");
        float[] logprobs = {weights.trace(tokens), -0.5f, -0.25f};
        return new Completion("S", prompt.chars().toArray(), tokens, logprobs, FinishReason.LENGTH);
    }

    private static String sum(String prompt) {
        Matcher sum = SUM.matcher(prompt);
        if (!sum.find()) {
            throw new IllegalArgumentException("neither a problem nor a teacher's question: " + prompt);
        }
        return String.valueOf(Long.parseLong(sum.group(1)) + Long.parseLong(sum.group(2)));
    }

    private static Completion completion(FakeWeights weights, String prompt, String text, FinishReason finish) {
        int[] tokens = FakeCluster.tokens(text);
        int[] promptTokens = {1, (int) (Mix.of(prompt) & 0xFFFF)};
        float[] logprobs = {weights.trace(tokens), -0.5f, -0.25f};
        return new Completion(text, promptTokens, tokens, logprobs, finish);
    }
}
