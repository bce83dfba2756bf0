package dev.cairn.soar;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Sampling;
import dev.cairn.settings.SerlSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.formula.RougeL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has a student write the questions of a block; each prompt shows hard problems of its own as examples (SeRL's
 * self-instruction). Questions that are too long or too similar to earlier ones are rejected.
 */
final class SelfWriter {
    private final RunContext context;
    private final SerlSettings serl;
    private final SoarSettings settings;
    private final int block;
    private final List<Problem> shown;
    private final List<RougeL> known;

    /**
     * @param hard the hard train half
     * @param earlier the questions of earlier blocks
     */
    SelfWriter(
            RunContext context,
            SerlSettings serl,
            SoarSettings settings,
            int block,
            List<Problem> hard,
            List<String> earlier)
            throws InterruptedException {
        this.context = context;
        this.serl = serl;
        this.settings = settings;
        this.block = block;
        this.shown = shown(context, serl, settings, hard);
        this.known = new ArrayList<>();
        hard.forEach(problem -> known.add(RougeL.of(problem.question())));
        earlier.forEach(question -> known.add(RougeL.of(question)));
    }

    /** The draft is a question of the run from now on. */
    void keep(Draft draft) {
        known.add(RougeL.of(draft.question()));
    }

    private record Shown(int request, String prompt) {}

    /** One draft per request, in order, without those that the engine gave up on. */
    List<Draft> write(Generator.Serving serving, int round, int count) throws InterruptedException {
        List<PromptSlot> slots = slots(round, count);
        Sampling sampling = new Sampling(
                settings.teacher().temperature(), 1, settings.teacher().maxTokens());
        List<List<Completion>> completions = serving.generate(slots, sampling);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (Completion completion : completions.get(i)) {
                if (completion.finish() != FinishReason.ABORTED) {
                    drafts.add(Draft.of(round, i, slots.get(i).seed(), completion));
                }
            }
        }
        return unlike(fitting(drafts));
    }

    /** The requests of a round. Each shows as many of its examples as leave room for a question. */
    private List<PromptSlot> slots(int round, int count) throws InterruptedException {
        List<Shown> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> examples = examples(round, i);
            for (int most = examples.size(); most >= Math.min(1, examples.size()); most--) {
                all.add(new Shown(i, context.prompts().selfInstruct(serl, examples.subList(0, most))));
            }
        }
        Map<Integer, String> prompts =
                context.room().fitting(all, Shown::prompt, settings.teacher().maxTokens()).stream()
                        .collect(Collectors.toMap(Shown::request, Shown::prompt, (longest, shorter) -> longest));
        List<PromptSlot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String prompt = Objects.requireNonNull(prompts.get(i), "each example fits alone");
            slots.add(new PromptSlot(prompt, context.seeds().selfWrite(block, round, i)));
        }
        return slots;
    }

    /**
     * The problems that can be shown, in their order.
     *
     * @throws PortException (FIX_REQUEST) if no problem fits
     */
    private static List<Problem> shown(RunContext context, SerlSettings serl, SoarSettings settings, List<Problem> hard)
            throws InterruptedException {
        List<Problem> shown = context.room()
                .fitting(
                        hard,
                        problem -> context.prompts()
                                .selfInstruct(serl, serl.examples() == 0 ? List.of() : List.of(problem.question())),
                        settings.teacher().maxTokens());
        if (shown.isEmpty()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "methods.serl.prompt, with at most one example, and soar.teacher.maxTokens = "
                            + settings.teacher().maxTokens()
                            + " take more than model.maxModelLength; shorten the prompt, or lower maxTokens");
        }
        return shown;
    }

    private List<String> examples(int round, int i) {
        return EpochSampler.shuffled(shown, context.seeds().selfExamples(block, round, i)).stream()
                .limit(serl.examples())
                .map(Problem::question)
                .toList();
    }

    private List<Draft> fitting(List<Draft> drafts) throws InterruptedException {
        Set<String> fitting = Set.copyOf(context.room()
                .fitting(
                        drafts.stream()
                                .filter(Draft::isOpen)
                                .map(Draft::question)
                                .distinct()
                                .toList(),
                        context.prompts()::forStudent,
                        settings.student().maxTokens()));
        return drafts.stream()
                .map(draft -> draft.isOpen() && !fitting.contains(draft.question())
                        ? draft.rejectedAs(Rejection.QUESTION_TOO_LONG)
                        : draft)
                .toList();
    }

    /** Rejects drafts that are too similar to a known question or to an earlier draft of the round. */
    private List<Draft> unlike(List<Draft> drafts) {
        if (serl.maxSimilarity() >= 1) {
            return drafts;
        }
        List<RougeL> ofRound = new ArrayList<>();
        List<Draft> checked = new ArrayList<>();
        for (Draft draft : drafts) {
            if (!draft.isOpen()) {
                checked.add(draft);
                continue;
            }
            RougeL words = RougeL.of(draft.question());
            boolean similar = Stream.concat(known.stream(), ofRound.stream())
                    .anyMatch(other -> words.with(other) > serl.maxSimilarity());
            if (!similar) {
                ofRound.add(words);
            }
            checked.add(similar ? draft.rejectedAs(Rejection.TOO_SIMILAR) : draft);
        }
        return checked;
    }
}
