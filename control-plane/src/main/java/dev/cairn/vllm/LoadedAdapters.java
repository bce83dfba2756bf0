package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** The adapters that one engine holds for us; no two have one name, and there are never more than the engine has room for. */
final class LoadedAdapters {
    private static final Logger LOG = System.getLogger(LoadedAdapters.class.getName());

    private final EngineHttp http;
    private final Duration timeout;
    private final Semaphore room;
    /** Only while it may be in the engine: over all of an engine's life they would be tens of thousands. */
    private final Set<String> inUse = ConcurrentHashMap.newKeySet();

    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    LoadedAdapters(EngineHttp http, EngineSettings settings) {
        this.http = http;
        // vLLM carries out a load or an unload between two of its steps, and a step with many prompts takes long.
        this.timeout = settings.callTimeout();
        this.room = new Semaphore(settings.maxAdapters(), true);
    }

    /** An adapter on the shelf; its lock keeps loading and letting go apart. */
    static final class Held {
        private final String name;
        private final Path directory;
        private final ReentrantLock lock = new ReentrantLock();
        private int loads;
        private boolean released;

        private Held(String name, Path directory) {
            this.name = name;
            this.directory = directory;
        }

        String name() {
            return name;
        }

        /** How often it has been loaded; tells whether somebody else has already loaded it again. */
        int loads() {
            lock.lock();
            try {
                return loads;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for room, then loads. */
    Held load(String name, Path directory) throws InterruptedException {
        if (!directory.isAbsolute()) {
            throw new PortException(
                    Remedy.GIVE_UP, "adapter directory must be absolute for vLLM to find it: " + directory);
        }
        if (!inUse.add(name)) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "adapter name " + name + " is in use; every attempt needs names of its own, see Attempt.name");
        }
        try {
            room.acquire();
        } catch (InterruptedException gone) {
            inUse.remove(name);
            throw gone;
        }
        var adapter = new Held(name, directory);
        try {
            load(adapter, http);
            held.add(adapter);
            return adapter;
        } finally {
            if (!held.contains(adapter)) {
                // The engine may have it all the same, if it was only the answer that did not come.
                Thread.ofVirtual().name("vllm-unload").start(() -> unload(adapter));
            }
        }
    }

    /** Loads an adapter that the engine lost, unless that happened since {@code seenLoads}. */
    void loadAgain(Held adapter, int seenLoads) throws InterruptedException {
        adapter.lock.lockInterruptibly();
        try {
            if (!adapter.released && adapter.loads == seenLoads) {
                LOG.log(Level.WARNING, "the engine lost adapter {0}; loading it again", adapter.name);
                load(adapter, http);
            }
        } finally {
            adapter.lock.unlock();
        }
    }

    /** Loads all adapters held, on an engine that just started. */
    void loadAllAgain() throws InterruptedException {
        for (var adapter : held) {
            adapter.lock.lockInterruptibly();
            try {
                if (!adapter.released) {
                    load(adapter, http.withoutWaiting());
                }
            } catch (PortException refused) {
                LOG.log(
                        Level.WARNING,
                        "adapter {0} could not be loaded after the engine''s restart; its next request tries again: {1}",
                        adapter.name,
                        refused.getMessage());
            } finally {
                adapter.lock.unlock();
            }
        }
    }

    private void load(Held adapter, EngineHttp through) throws InterruptedException {
        adapter.lock.lockInterruptibly();
        try {
            HttpCallScope.<Boolean>runOne(group -> () -> {
                AdapterCalls.load(through, group, timeout, adapter.name, adapter.directory);
                return true;
            });
            adapter.loads++;
        } finally {
            adapter.lock.unlock();
        }
    }

    /** Takes an adapter off the shelf; an engine that can't be reached has lost it anyway. */
    void letGo(Held adapter) {
        adapter.lock.lock();
        try {
            adapter.released = true;
            if (!held.remove(adapter)) {
                return;
            }
        } finally {
            adapter.lock.unlock();
        }
        unload(adapter);
    }

    private void unload(Held adapter) {
        try {
            HttpCallScope.<Boolean>runOne(group -> () -> {
                AdapterCalls.unload(http.withoutWaiting(), group, timeout, adapter.name);
                return true;
            });
        } catch (PortException failure) {
            LOG.log(
                    Level.WARNING,
                    "adapter {0} was not unloaded and stays in the engine until it restarts: {1}",
                    adapter.name,
                    failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            inUse.remove(adapter.name);
            room.release();
        }
    }
}
