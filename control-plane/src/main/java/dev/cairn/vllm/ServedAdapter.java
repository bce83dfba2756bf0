package dev.cairn.vllm;

import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.vllm.SlotRequests.Part;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** A policy that the engine serves as an adapter. */
final class ServedAdapter implements Generator.Serving {
    /** Limit on reloads after the engine lost the adapter; more would mean that it loses it immediately. */
    private static final int RELOADS = 3;

    private final EngineAccess engine;
    private final LoadedAdapters.LoadedAdapter adapter;
    /** Calls hold the read lock and closing takes the write lock, so that closing waits for calls in flight. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    ServedAdapter(EngineAccess engine, LoadedAdapters.LoadedAdapter adapter) {
        this.engine = engine;
        this.adapter = adapter;
    }

    @Override
    public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) throws InterruptedException {
        if (sampling.temperature() == 0 && sampling.samples() != 1) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "greedy decoding (temperature 0) gives one completion per prompt, not " + sampling.samples()
                            + "; set samples to 1 or a temperature above 0");
        }
        use.readLock().lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("policy " + adapter.name() + " is no longer served");
            }
            if (slots.isEmpty()) {
                return List.of();
            }
            List<SlotRequests.Part> parts = engine.requests().split(slots, sampling);
            List<List<Completion>> replies = HttpCallScope.runAll(
                    parts.stream().map(part -> work(part, sampling)).toList());
            return SlotRequests.join(slots.size(), parts, replies);
        } finally {
            use.readLock().unlock();
        }
    }

    private Function<HttpCallScope, Callable<List<Completion>>> work(Part part, Sampling sampling) {
        return group -> () -> {
            try (var _ = engine.inFlight().take(part.sequences(), part.promptTokens())) {
                return send(part, sampling, group);
            }
        };
    }

    private List<Completion> send(Part part, Sampling sampling, HttpCallScope group) throws InterruptedException {
        byte[] json = part.call(adapter.name(), sampling).json();
        for (int attempt = 0; ; attempt++) {
            int seenLoads = adapter.loads();
            try {
                List<Completion> completions = engine.http()
                        .post(
                                AdapterCalls.COMPLETIONS,
                                json,
                                engine.callTimeout(),
                                group,
                                body -> CompletionReader.read(
                                        body, part.prompts().size(), part.samples()));
                learn(part, completions);
                return completions;
            } catch (MissingAdapterException missing) {
                if (attempt == RELOADS) {
                    throw new PortException(
                            Remedy.RETRY,
                            "the engine lost adapter " + adapter.name() + " " + (RELOADS + 1) + " times in a row: "
                                    + missing.getMessage(),
                            missing);
                }
                engine.adapters().reload(adapter, seenLoads);
            }
        }
    }

    private void learn(Part part, List<Completion> completions) {
        for (int index = 0; index < part.prompts().size(); index++) {
            Completion completion = completions.get(index * part.samples());
            if (completion.promptTokens().length > 0) {
                engine.sizes().learn(part.prompts().get(index), completion.promptTokens().length);
            }
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            // On its own thread: closing must unload even while the caller is interrupted.
            Thread unloading = Thread.ofVirtual()
                    .name("vllm-unload")
                    .start(() -> engine.adapters().release(adapter));
            joinUninterruptibly(unloading);
        } finally {
            use.writeLock().unlock();
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
