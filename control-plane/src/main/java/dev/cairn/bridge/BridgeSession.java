package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer.Distribution;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session at one start of one worker; after a restart of the worker every call says so. */
final class BridgeSession implements Session {
    private static final System.Logger log = System.getLogger(BridgeSession.class.getName());

    private final WorkerLink link;
    private final PolicyPlaces places;
    private final WorkerDeadlines deadlines;
    private final String name;
    private final String epoch;

    /** What is on scratch; after a skipped step it is sampled once more. */
    private @Nullable PolicyRef published;

    BridgeSession(WorkerLink link, PolicyPlaces places, WorkerDeadlines deadlines, String name, String epoch) {
        this.link = link;
        this.places = places;
        this.deadlines = deadlines;
        this.name = name;
        this.epoch = epoch;
    }

    @Override
    public StepReport step(int sequence, List<TrainingSequence> batch, double learningRate, LossSettings loss)
            throws InterruptedException {
        ObjectNode header = header().put("sequence", sequence)
                .put("learning_rate", learningRate)
                .put("temperature", loss.temperature());
        header.putObject("loss")
                .put("beta", loss.beta())
                .put("estimator", BridgeTrainer.word(loss.estimator()))
                .put("reference", BridgeTrainer.word(loss.reference()))
                .put("aggregation", BridgeTrainer.word(loss.aggregation()))
                .put("fixed_length", loss.fixedLength())
                .put("importance", BridgeTrainer.word(loss.importance()))
                .put("importance_cap", loss.importanceCap())
                .put("clip", loss.clip())
                .put("mismatch_limit", loss.mismatchLimit());
        JsonNode report =
                call("step", header, BatchArrays.of(batch), deadlines.step()).header();
        return new StepReport(
                number(report, "loss"),
                report.path("kl").isNull() ? null : number(report, "kl"),
                number(report, "entropy"),
                number(report, "gradient_norm"),
                report.path("clipped").asBoolean(),
                report.path("skipped").asBoolean(),
                number(report, "mismatch_mean"),
                number(report, "mismatch_max"),
                report.path("tokens").asLong(),
                number(report, "seconds"));
    }

    @Override
    public List<float[]> logprobs(Distribution distribution, List<TrainingSequence> batch, double temperature)
            throws InterruptedException {
        ObjectNode header =
                header().put("distribution", BridgeTrainer.word(distribution)).put("temperature", temperature);
        WorkerLink.Reply reply = call("logprobs", header, BatchArrays.of(batch), deadlines.step());
        if (!(reply.arrays().get("logprobs") instanceof FlatArray.Floats(float[] all))) {
            throw bug("logprobs returned no float32 array 'logprobs'");
        }
        return BatchArrays.split(all, batch);
    }

    @Override
    public PolicyRef publish(String directory) throws InterruptedException {
        PolicyRef next = write("publish", StorageRoot.SCRATCH, directory, header());
        forgetPublished();
        published = next;
        return next;
    }

    private void forgetPublished() {
        PolicyRef earlier = published;
        if (earlier != null) {
            published = null;
            places.forget(earlier);
        }
    }

    @Override
    public PolicyRef keep(String directory) throws InterruptedException {
        return write("checkpoint", StorageRoot.DURABLE, directory, header().put("optimizer", "left_out"));
    }

    @Override
    public PolicyRef checkpoint(String directory) throws InterruptedException {
        return write("checkpoint", StorageRoot.DURABLE, directory, header().put("optimizer", "kept"));
    }

    private PolicyRef write(String op, StorageRoot root, String directory, ObjectNode header)
            throws InterruptedException {
        Path place = places.reserve(root, directory);
        String sha256 = call(op, header.put("directory", place.toString()), Map.of(), deadlines.files())
                .header()
                .path("sha256")
                .asText("");
        if (sha256.isEmpty()) {
            throw bug(op + " returned no sha256");
        }
        return new PolicyRef(root, directory, sha256);
    }

    /** Best effort: what fails is logged only, so that the exception that led here stays the one that is seen. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            link.call("close", header(), Map.of(), deadlines.close());
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (RuntimeException e) {
            log.log(Level.DEBUG, "session {0} could not be closed; its worker frees it: {1}", name, e.getMessage());
        } finally {
            forgetPublished();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private WorkerLink.Reply call(String op, ObjectNode header, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        WorkerLink.Reply reply = link.call(op, header, arrays, deadline);
        if (!reply.epoch().isEmpty() && !reply.epoch().equals(epoch)) {
            throw new PortException(
                    Remedy.RETRY,
                    "worker %s was restarted (epoch %s, was %s); its sessions are gone, %s among them: the attempt starts again"
                            .formatted(link.describe(), reply.epoch(), epoch, name));
        }
        return WorkerErrors.check(op, link, reply);
    }

    private ObjectNode header() {
        return JsonNodeFactory.instance.objectNode().put("session", name);
    }

    private double number(JsonNode report, String field) {
        JsonNode value = report.path(field);
        if (!value.isNumber()) {
            throw bug("step returned no number '" + field + "' but " + value);
        }
        return value.asDouble();
    }

    private PortException bug(String what) {
        return new PortException(
                Remedy.GIVE_UP, "worker " + link.describe() + ": " + what + "; this is a bug of the worker");
    }
}
