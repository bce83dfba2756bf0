package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.access.Audit;
import dev.cairn.access.AuditedChange;
import dev.cairn.access.Principal;
import dev.cairn.base.Sha256;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Submitter;
import dev.cairn.spec.SpecRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which experiment {@code ops/run} shows: the last one of this HOME if it has not ended, or a new one. */
final class ExperimentChoice {
    private final ExperimentStore experiments;
    private final Queueing queueing;
    private final Storing storing;
    private final Audit audit;
    private final LastRunFile memory;

    /** The chosen experiment, and whether it already existed. */
    sealed interface Chosen {
        record Queued(Experiment experiment) implements Chosen {}

        record Resumed(Experiment experiment) implements Chosen {}

        /** Refused, with nothing changed; the lines say why and what to do. */
        record Refused(List<String> lines) implements Chosen {}
    }

    /** Queues an experiment. */
    interface Queueing {
        Experiment accept(SpecRequest request, Submitter by);
    }

    /** Stores a problem file and returns the name of its set. */
    interface Storing {
        String store(Path file);
    }

    ExperimentChoice(ExperimentStore experiments, Queueing queueing, Storing storing, Audit audit, LastRunFile memory) {
        this.experiments = experiments;
        this.queueing = queueing;
        this.storing = storing;
        this.audit = audit;
        this.memory = memory;
    }

    /**
     * Chooses an experiment, and queues it if it is new.
     *
     * @throws dev.cairn.base.InvalidInputException if the options do not give a valid spec
     */
    Chosen choose(String preset, Options options) {
        LastRun asked =
                LastRun.of("ops-run-" + UUID.randomUUID(), preset, options.settings(), sha256(options.problems()));
        Optional<LastRun> last = memory.read();
        Optional<Experiment> there = last.flatMap(run -> experiments.createdWith(run.key()));
        Optional<Experiment> open =
                there.filter(experiment -> !experiment.state().isFinal());
        return switch (options.choice()) {
            case NEW -> queue(asked, options);
            case LAST ->
                open.<Chosen>map(Chosen.Resumed::new)
                        .orElseGet(() -> new Chosen.Refused(List.of("cairn: error: there is nothing to resume: "
                                + there.map(experiment -> "experiment " + experiment.id() + " "
                                                + Formats.state(experiment.state()))
                                        .orElse("no ops/run with this --home has queued an experiment")
                                + "; leave out --resume to queue one")));
            case SAME -> {
                if (last.isEmpty() || (there.isPresent() && open.isEmpty())) {
                    yield queue(asked, options);
                }
                List<String> differences = last.get().differences(asked);
                if (open.isEmpty()) {
                    // The last command crashed before it created its experiment.
                    yield queue(differences.isEmpty() ? last.get() : asked, options);
                }
                yield differences.isEmpty()
                        ? new Chosen.Resumed(open.get())
                        : new Chosen.Refused(refusal(open.get(), differences));
            }
        };
    }

    private static List<String> refusal(Experiment open, List<String> differences) {
        List<String> lines = new ArrayList<>();
        lines.add("cairn: error: experiment %s (%s) has not ended, and was started by another command:"
                .formatted(open.id(), open.name()));
        differences.forEach(difference -> lines.add("  " + difference));
        lines.add("  add --resume to resume it as it is, or --new to queue a new experiment behind it");
        return List.copyOf(lines);
    }

    private Chosen queue(LastRun run, Options options) {
        memory.write(run);
        Map<String, JsonNode> settings = new HashMap<>();
        options.settings().forEach((key, value) -> settings.put(key, new TextNode(value)));
        Path problems = options.problems();
        if (problems != null) {
            settings.put("problems.set", new TextNode(storing.store(problems)));
        }
        Experiment experiment = queueing.accept(
                new SpecRequest(run.preset(), null, null, settings, null),
                new Submitter(Submitter.local().owner(), run.key()));
        audit.record(
                Principal.terminal(),
                new AuditedChange(
                        "experiments.submit", "/api/v1/experiments/" + experiment.id(), null, audit.json(experiment)));
        return new Chosen.Queued(experiment);
    }

    private static @Nullable String sha256(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("--problems " + file + " can't be read", e);
        }
    }
}
