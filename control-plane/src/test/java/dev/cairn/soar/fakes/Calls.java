package dev.cairn.soar.fakes;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was asked of the fake cluster, in order of arrival. */
public final class Calls {
    private final List<Generation> generations = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Alignment> alignments = new ArrayList<>();
    private final List<TrainerSession> sessions = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int made;
    private int fuse = Integer.MAX_VALUE;
    private java.util.function.Consumer<String> listener = call -> {};

    public record Generation(String name, PolicyRef policy, List<PromptSlot> slots, Sampling sampling) {}

    public record Step(
            String session,
            int sequence,
            List<TrainingSequence> batch,
            double learningRate,
            double temperature,
            LossSettings loss) {}

    public record Alignment(
            String session,
            List<TrainingSequence> reference,
            List<List<TrainingSequence>> sets,
            double temperature,
            LossSettings loss) {}

    /** Thrown at the point where a test lets the process die. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super("killed at " + where);
        }
    }

    /** Lets every call from number {@code call} on (0 is the first) fail as if the process had died. */
    public synchronized void killAtCall(int call) {
        fuse = call;
    }

    public synchronized void revive() {
        fuse = Integer.MAX_VALUE;
    }

    public synchronized int made() {
        return made;
    }

    public synchronized List<Generation> generations() {
        return List.copyOf(generations);
    }

    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    public synchronized List<Alignment> alignments() {
        return List.copyOf(alignments);
    }

    public synchronized List<TrainerSession> sessions() {
        return List.copyOf(sessions);
    }

    void listener(java.util.function.Consumer<String> wanted) {
        listener = wanted;
    }

    /** Counts a call, and refuses it if the thread was interrupted or the process is dead. */
    synchronized void arrive(String what) throws InterruptedException {
        listener.accept(what);
        if (Thread.interrupted()) {
            throw new InterruptedException(what);
        }
        if (made++ >= fuse) {
            throw new Killed(what);
        }
    }

    synchronized void generated(Generation generation) {
        generations.add(generation);
    }

    synchronized void stepped(Step step) {
        steps.add(step);
    }

    synchronized void aligned(Alignment alignment) {
        alignments.add(alignment);
    }

    synchronized void opened(TrainerSession session) {
        sessions.add(session);
    }

    /** No name is ever used twice. */
    synchronized void claim(String kind, String name) {
        if (!names.add(kind + " " + name)) {
            throw new IllegalStateException(kind + " " + name + " was used before");
        }
    }
}
