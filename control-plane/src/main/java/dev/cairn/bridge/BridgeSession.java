package dev.cairn.bridge;

import dev.cairn.bridge.Requests.Moments;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer.Distribution;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A session in one worker process. After a restart of the worker every call fails and says so. */
final class BridgeSession implements Session {
    private static final Logger LOG = Logger.getLogger(BridgeSession.class);

    private final WorkerLink link;
    private final PolicyDirectories places;
    private final WorkerDeadlines deadlines;
    private final String name;
    private final String epoch;

    /** The policy on scratch; after a skipped step it is sampled again. */
    private @Nullable PolicyRef published;

    BridgeSession(WorkerLink link, PolicyDirectories places, WorkerDeadlines deadlines, String name, String epoch) {
        this.link = link;
        this.places = places;
        this.deadlines = deadlines;
        this.name = name;
        this.epoch = epoch;
    }

    @Override
    public StepReport step(
            int sequence, List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss)
            throws InterruptedException {
        Requests.Step request = new Requests.Step(name, sequence, learningRate, temperature, Requests.Loss.of(loss));
        Replies.Stepped done = WorkerCalls.read(
                link, Operation.STEP, send(Operation.STEP, request, BatchArrays.of(batch), deadlines.step()));
        return new StepReport(
                done.loss(),
                done.kl(),
                done.entropy(),
                done.gradientNorm(),
                done.clipped(),
                done.skipped(),
                done.mismatchMean(),
                done.mismatchMax(),
                done.tokens(),
                done.seconds(),
                Objects.requireNonNullElse(done.metrics(), Map.of()));
    }

    @Override
    public List<float[]> logprobs(Distribution distribution, List<TrainingSequence> batch, double temperature)
            throws InterruptedException {
        WorkerLink.Reply reply = send(
                Operation.LOGPROBS,
                new Requests.Logprobs(name, distribution, temperature),
                BatchArrays.of(batch),
                deadlines.step());
        if (!(reply.arrays().get("logprobs") instanceof FlatArray.Floats(float[] all))) {
            throw bug("logprobs returned no float32 array 'logprobs'");
        }
        return BatchArrays.split(all, batch);
    }

    /** One call for all sets, which may take as long as a step on each of them. */
    @Override
    public List<Double> alignments(
            List<TrainingSequence> reference, List<List<TrainingSequence>> sets, double temperature, LossSettings loss)
            throws InterruptedException {
        List<List<TrainingSequence>> parts =
                Stream.concat(Stream.of(reference), sets.stream()).toList();
        Requests.Alignment request = new Requests.Alignment(
                name,
                temperature,
                Requests.Loss.of(loss),
                parts.stream().map(List::size).toList());
        WorkerLink.Reply reply = send(
                Operation.ALIGNMENT,
                request,
                BatchArrays.of(parts.stream().flatMap(List::stream).toList()),
                deadlines.step().multipliedBy(parts.size()));
        List<Double> cosines =
                WorkerCalls.read(link, Operation.ALIGNMENT, reply).cosines();
        return WorkerCalls.requireOnePerItem(link, Operation.ALIGNMENT, cosines, sets.size());
    }

    @Override
    public PolicyRef publish(String directory) throws InterruptedException {
        PolicyRef next =
                write(Operation.PUBLISH, StorageRoot.SCRATCH, directory, place -> new Requests.Publish(name, place));
        deletePublished();
        published = next;
        return next;
    }

    private void deletePublished() {
        PolicyRef earlier = published;
        if (earlier != null) {
            published = null;
            places.delete(earlier);
        }
    }

    @Override
    public PolicyRef keep(String directory) throws InterruptedException {
        return checkpoint(directory, Moments.LEFT_OUT);
    }

    @Override
    public PolicyRef checkpoint(String directory) throws InterruptedException {
        return checkpoint(directory, Moments.KEPT);
    }

    private PolicyRef checkpoint(String directory, Moments moments) throws InterruptedException {
        return write(
                Operation.CHECKPOINT,
                StorageRoot.DURABLE,
                directory,
                place -> new Requests.Checkpoint(name, place, moments));
    }

    private <Q extends Record> PolicyRef write(
            Operation<Q, Replies.Written> operation, StorageRoot root, String directory, Function<String, Q> request)
            throws InterruptedException {
        Q header = request.apply(places.reserve(root, directory).toString());
        WorkerLink.Reply reply = send(operation, header, Map.of(), deadlines.files());
        return new PolicyRef(
                root, directory, WorkerCalls.read(link, operation, reply).sha256());
    }

    /** Best effort: a failure is only logged, so that it does not hide the exception that led to the close. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            WorkerCalls.call(link, Operation.CLOSE, new Requests.Close(name), deadlines.close());
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (RuntimeException e) {
            LOG.debugf("session %s could not be closed; its worker frees it: %s", name, e.getMessage());
        } finally {
            deletePublished();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <Q extends Record> WorkerLink.Reply send(
            Operation<Q, ?> operation, Q request, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        WorkerLink.Reply reply = link.call(operation.name(), request, arrays, deadline);
        if (!reply.epoch().isEmpty() && !reply.epoch().equals(epoch)) {
            throw new PortException(
                    Remedy.RETRY,
                    "worker %s was restarted (epoch %s, was %s); its sessions are gone, including %s: the attempt starts again"
                            .formatted(link.describe(), reply.epoch(), epoch, name));
        }
        return WorkerErrors.check(operation.name(), link, reply);
    }

    private PortException bug(String what) {
        return new PortException(
                Remedy.GIVE_UP, "worker " + link.describe() + ": " + what + "; this is a bug in the worker");
    }
}
