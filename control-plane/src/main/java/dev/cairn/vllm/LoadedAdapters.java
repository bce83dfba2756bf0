package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The adapters that one engine holds for us. Names are unique, and there are never more than the engine has room for.
 */
final class LoadedAdapters {
    private static final Logger LOG = Logger.getLogger(LoadedAdapters.class);

    private final EngineHttp http;
    private final Duration timeout;
    private final Semaphore room;
    /** Names of adapters that may be in the engine. Over an engine's lifetime there would be tens of thousands. */
    private final Set<String> inUse = ConcurrentHashMap.newKeySet();

    private final Set<LoadedAdapter> held = ConcurrentHashMap.newKeySet();

    LoadedAdapters(EngineHttp http, EngineSettings settings) {
        this.http = http;
        // vLLM loads and unloads between two of its steps, and a step with many prompts takes long.
        this.timeout = settings.callTimeout();
        this.room = new Semaphore(settings.maxAdapters(), true);
    }

    /** A loaded adapter. Its lock makes loading and releasing exclude each other. */
    static final class LoadedAdapter {
        private final String name;
        private final Path directory;
        private final ReentrantLock lock = new ReentrantLock();
        private int loads;
        private boolean released;

        private LoadedAdapter(String name, Path directory) {
            this.name = name;
            this.directory = directory;
        }

        String name() {
            return name;
        }

        /** Number of times that it was loaded; shows whether another thread has already reloaded it. */
        int loads() {
            lock.lock();
            try {
                return loads;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until the engine has room, then loads the adapter. */
    LoadedAdapter load(String name, Path directory) throws InterruptedException {
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
        LoadedAdapter adapter = new LoadedAdapter(name, directory);
        try {
            load(adapter, http);
            held.add(adapter);
            return adapter;
        } finally {
            if (!held.contains(adapter)) {
                // The engine may have loaded it nevertheless, if only the answer was lost.
                Thread.ofVirtual().name("vllm-unload").start(() -> unload(adapter));
            }
        }
    }

    /** Reloads an adapter that the engine lost, unless that has happened since {@code seenLoads}. */
    void reload(LoadedAdapter adapter, int seenLoads) throws InterruptedException {
        adapter.lock.lockInterruptibly();
        try {
            if (!adapter.released && adapter.loads == seenLoads) {
                LOG.warnf("the engine lost adapter %s; loading it again", adapter.name);
                load(adapter, http);
            }
        } finally {
            adapter.lock.unlock();
        }
    }

    /** Reloads all held adapters, after the engine was restarted. */
    void reloadAll() throws InterruptedException {
        for (LoadedAdapter adapter : held) {
            adapter.lock.lockInterruptibly();
            try {
                if (!adapter.released) {
                    load(adapter, http.withoutWaiting());
                }
            } catch (PortException refused) {
                LOG.warnf(
                        "adapter %s could not be loaded after the engine's restart; its next request tries again: %s",
                        adapter.name, refused.getMessage());
            } finally {
                adapter.lock.unlock();
            }
        }
    }

    private void load(LoadedAdapter adapter, EngineHttp through) throws InterruptedException {
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

    /** The directories of the adapters that are loaded now. */
    List<Path> directories() {
        return held.stream().map(adapter -> adapter.directory).toList();
    }

    /** Releases and unloads an adapter. An engine that cannot be reached has lost it anyway. */
    void release(LoadedAdapter adapter) {
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

    private void unload(LoadedAdapter adapter) {
        try {
            HttpCallScope.<Boolean>runOne(group -> () -> {
                AdapterCalls.unload(http.withoutWaiting(), group, timeout, adapter.name);
                return true;
            });
        } catch (PortException failure) {
            LOG.warnf(
                    "adapter %s was not unloaded and stays in the engine until it restarts: %s",
                    adapter.name, failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            inUse.remove(adapter.name);
            room.release();
        }
    }
}
