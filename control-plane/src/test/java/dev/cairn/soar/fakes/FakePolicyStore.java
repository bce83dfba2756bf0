package dev.cairn.soar.fakes;

import dev.cairn.ports.StorageRoot;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Where the fake cluster keeps its policies. */
public interface FakePolicyStore {
    /** A name is used once. */
    void put(StorageRoot root, String name, String content);

    String get(StorageRoot root, String name);

    static FakePolicyStore inMemory() {
        Map<String, String> kept = new ConcurrentHashMap<>();
        return new FakePolicyStore() {
            @Override
            public void put(StorageRoot root, String name, String content) {
                kept.put(root + ":" + name, content);
            }

            @Override
            public String get(StorageRoot root, String name) {
                return Objects.requireNonNull(kept.get(root + ":" + name), () -> "no policy " + name);
            }
        };
    }
}
