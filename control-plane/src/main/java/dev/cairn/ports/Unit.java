package dev.cairn.ports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a run that is committed as a whole: its kind, and its position in the run.
 *
 * <p>It is stored as its {@link #text}: {@code init}, {@code t/3/trial/1/0}, {@code screen/5}.
 *
 * @param <R> the type of its result
 * @param at as many numbers as {@link Kind#position} has, none negative
 */
public record Unit<R extends UnitResult>(Kind<R> kind, List<Integer> at) {
    public static final Kind<UnitResult.Initial> INIT = new Kind<>("init", Position.RUN, UnitResult.Initial.class);
    public static final Kind<UnitResult.Written> WRITE =
            new Kind<>("write", Position.OUTER_STEP, UnitResult.Written.class);
    public static final Kind<UnitResult.Baseline> BASELINE =
            new Kind<>("baseline", Position.OUTER_STEP, UnitResult.Baseline.class);
    public static final Kind<UnitResult.Trial> TRIAL = new Kind<>("trial", Position.TRIAL, UnitResult.Trial.class);
    public static final Kind<UnitResult.Learnability> LEARNABILITY =
            new Kind<>("learnability", Position.SET, UnitResult.Learnability.class);
    public static final Kind<UnitResult.Aligned> ALIGNMENT =
            new Kind<>("alignment", Position.OUTER_STEP, UnitResult.Aligned.class);
    public static final Kind<UnitResult.Decision> PROMOTE =
            new Kind<>("promote", Position.OUTER_STEP, UnitResult.Decision.class);
    public static final Kind<UnitResult.Taught> TEACH =
            new Kind<>("teach", Position.OUTER_STEP, UnitResult.Taught.class);
    public static final Kind<UnitResult.Screened> SCREEN =
            new Kind<>("screen", Position.BLOCK, UnitResult.Screened.class);
    public static final Kind<UnitResult.Split> SPLIT = new Kind<>("split", Position.RUN, UnitResult.Split.class);
    public static final Kind<UnitResult.Sampled> SAMPLE =
            new Kind<>("sample", Position.BLOCK, UnitResult.Sampled.class);
    public static final Kind<UnitResult.Segment> SEGMENT =
            new Kind<>("segment", Position.BLOCK, UnitResult.Segment.class);
    public static final Kind<UnitResult.Candidate> CANDIDATE =
            new Kind<>("candidate", Position.BLOCK, UnitResult.Candidate.class);
    public static final Kind<UnitResult.Choice> CHOOSE = new Kind<>("choose", Position.RUN, UnitResult.Choice.class);
    public static final Kind<UnitResult.Evaluated> EVALUATE =
            new Kind<>("evaluate", Position.BLOCK, UnitResult.Evaluated.class);
    public static final Kind<UnitResult.Total> TOTAL = new Kind<>("total", Position.RUN, UnitResult.Total.class);

    /** All kinds; no two have the same word. */
    public static final List<Kind<?>> KINDS = List.of(
            INIT,
            WRITE,
            BASELINE,
            TRIAL,
            LEARNABILITY,
            ALIGNMENT,
            PROMOTE,
            TEACH,
            SCREEN,
            SPLIT,
            SAMPLE,
            SEGMENT,
            CANDIDATE,
            CHOOSE,
            EVALUATE,
            TOTAL);

    private static final String OUTER_STEP = "t";

    /** The numbers that give a unit's position in the run. */
    public enum Position {
        /** None: there is one such unit per run. */
        RUN(0),
        /** The index of a block. */
        BLOCK(1),
        /** The outer step t. */
        OUTER_STEP(1),
        /** The outer step t and set k. */
        SET(2),
        /** The outer step t, set k and repeat j. */
        TRIAL(3);

        private final int numbers;

        Position(int numbers) {
            this.numbers = numbers;
        }

        private boolean inOuterStep() {
            return this == OUTER_STEP || this == SET || this == TRIAL;
        }
    }

    /**
     * A kind of unit.
     *
     * @param name its name in stored texts and metrics
     */
    public record Kind<R extends UnitResult>(String name, Position position, Class<R> result) {
        public Unit<R> at(Integer... numbers) {
            return new Unit<>(this, List.of(numbers));
        }
    }

    public Unit {
        at = List.copyOf(at);
        if (at.size() != kind.position().numbers || at.stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("unit " + kind.name() + " at " + at + "; needs "
                    + kind.position().numbers + " numbers, none negative");
        }
    }

    public static Unit<UnitResult.Initial> init() {
        return INIT.at();
    }

    public static Unit<UnitResult.Written> write(int t) {
        return WRITE.at(t);
    }

    public static Unit<UnitResult.Baseline> baseline(int t) {
        return BASELINE.at(t);
    }

    public static Unit<UnitResult.Trial> trial(int t, int k, int j) {
        return TRIAL.at(t, k, j);
    }

    public static Unit<UnitResult.Learnability> learnability(int t, int k) {
        return LEARNABILITY.at(t, k);
    }

    public static Unit<UnitResult.Aligned> alignment(int t) {
        return ALIGNMENT.at(t);
    }

    public static Unit<UnitResult.Decision> promote(int t) {
        return PROMOTE.at(t);
    }

    public static Unit<UnitResult.Taught> teach(int t) {
        return TEACH.at(t);
    }

    public static Unit<UnitResult.Screened> screen(int block) {
        return SCREEN.at(block);
    }

    public static Unit<UnitResult.Split> split() {
        return SPLIT.at();
    }

    public static Unit<UnitResult.Sampled> sample(int block) {
        return SAMPLE.at(block);
    }

    public static Unit<UnitResult.Segment> segment(int index) {
        return SEGMENT.at(index);
    }

    public static Unit<UnitResult.Candidate> candidate(int index) {
        return CANDIDATE.at(index);
    }

    public static Unit<UnitResult.Choice> choose() {
        return CHOOSE.at();
    }

    public static Unit<UnitResult.Evaluated> evaluate(int block) {
        return EVALUATE.at(block);
    }

    public static Unit<UnitResult.Total> total() {
        return TOTAL.at();
    }

    /** Whether the unit belongs to an outer step. */
    public boolean inOuterStep() {
        return kind.position().inOuterStep();
    }

    /**
     * The outer step t of the unit.
     *
     * @throws IllegalStateException if the unit does not belong to an outer step
     */
    public int outerStep() {
        if (!inOuterStep()) {
            throw new IllegalStateException("unit " + text() + " belongs to no outer step");
        }
        return at.getFirst();
    }

    /** Whether the unit belongs to one question set of an outer step. */
    public boolean inSet() {
        return kind.position() == Position.SET || kind.position() == Position.TRIAL;
    }

    /**
     * The question set k of the unit.
     *
     * @throws IllegalStateException if the unit does not belong to one
     */
    public int set() {
        if (!inSet()) {
            throw new IllegalStateException("unit " + text() + " belongs to no question set");
        }
        return at.get(1);
    }

    /** The unit as it is stored and shown; {@link #parse} reads it. */
    public String text() {
        Stream<String> numbers = at.stream().map(String::valueOf);
        Stream<String> parts = inOuterStep()
                ? Stream.concat(Stream.of(OUTER_STEP, String.valueOf(at.getFirst()), kind.name()), numbers.skip(1))
                : Stream.concat(Stream.of(kind.name()), numbers);
        return parts.collect(Collectors.joining("/"));
    }

    /** The unit with this text; empty if the text does not name a unit. */
    public static Optional<Unit<?>> parse(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("/", -1)));
        if (parts.size() > 2 && parts.getFirst().equals(OUTER_STEP)) {
            parts.removeFirst();
            parts.add(1, parts.removeFirst());
        }
        List<Integer> at;
        try {
            at = parts.stream().skip(1).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return KINDS.stream()
                .filter(kind -> kind.name().equals(parts.getFirst()) && kind.position().numbers == at.size())
                .filter(kind -> at.stream().allMatch(number -> number >= 0))
                .<Unit<?>>map(kind -> new Unit<>(kind, at))
                .filter(unit -> unit.text().equals(text))
                .findFirst();
    }
}
