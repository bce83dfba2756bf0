package dev.cairn.bridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.Source;
import java.util.Locale;
import java.util.Map;

/** The trainer behind a worker link: PyTorch takes the steps, this class only carries ids, numbers and paths. */
public final class BridgeTrainer implements Trainer {
    private final WorkerLink link;
    private final WorkerSettings settings;
    private final PolicyPlaces places;
    private final WorkerDeadlines deadlines;

    public BridgeTrainer(WorkerLink link, WorkerSettings settings, PolicyPlaces places, WorkerDeadlines deadlines) {
        this.link = link;
        this.settings = settings;
        this.places = places;
        this.deadlines = deadlines;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Loads the base model first; a worker that has it does nothing then.
     */
    @Override
    public Session open(TrainerSession session) throws InterruptedException {
        WorkerErrors.check("base", link, link.call("base", base(), Map.of(), deadlines.load()));
        WorkerLink.Reply opened =
                WorkerErrors.check("open", link, link.call("open", opening(session), Map.of(), deadlines.load()));
        BridgeSession open = new BridgeSession(link, places, deadlines, session.name(), opened.epoch());
        if (session.from() instanceof Source.From(PolicyRef policy)) {
            requireSame(policy, opened.header().path("sha256").asText(""), open);
        }
        return open;
    }

    /** What was read must be what was written: a policy's reference has the hash of its tensors. */
    private void requireSame(PolicyRef policy, String read, BridgeSession open) {
        if (!policy.sha256().isEmpty() && !read.equals(policy.sha256())) {
            open.close();
            throw new PortException(
                    Remedy.GIVE_UP,
                    "the adapter %s is not the one that was written: its tensors have sha256 %s, and %s is recorded; its files were changed or damaged"
                            .formatted(places.locate(policy), read, policy.sha256()));
        }
    }

    private ObjectNode base() {
        Integer device = settings.device();
        ObjectNode base = JsonNodeFactory.instance
                .objectNode()
                .put("path", settings.baseModel().toString())
                .put("threads", settings.threads())
                .put("micro_batch_tokens", settings.microBatchTokens())
                .put("logits_chunk", settings.logitsChunk())
                .put("precision", word(settings.precision()))
                .put("gradient_checkpointing", "auto"); // the worker knows its free memory
        return device == null ? base : base.put("device", device.intValue());
    }

    private ObjectNode opening(TrainerSession session) {
        ObjectNode header = JsonNodeFactory.instance
                .objectNode()
                .put("session", session.name())
                .put("run", session.run())
                .put("fence", session.fence())
                .put("base", settings.baseModel().toString())
                .put("optimizer", word(session.optimizer()));
        ObjectNode source = header.putObject("source");
        switch (session.from()) {
            case Source.NewAdapter(long seed) -> source.put("kind", "new").put("seed", seed);
            case Source.From(var policy) ->
                source.put("kind", "policy").put("path", places.locate(policy).toString());
        }
        header.putObject("lora")
                .put("rank", session.lora().rank())
                .put("alpha", session.lora().alpha());
        header.putObject("adam")
                .put("beta1", session.adam().beta1())
                .put("beta2", session.adam().beta2())
                .put("epsilon", session.adam().epsilon())
                .put("weight_decay", session.adam().weightDecay());
        var baseline = session.baseline();
        header.put("baseline", baseline == null ? null : places.locate(baseline).toString());
        return header;
    }

    /** The protocol writes enum constants in lower case. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
