package dev.cairn.soar.fakes;

import dev.cairn.ports.Completion;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Policies and completions written so far; outlives a killed process. */
final class FakeStore implements CompletionFiles {
    private final FakePolicyStore policies;
    private final Map<String, List<Completion>> completions = new ConcurrentHashMap<>();
    private final Set<PolicyRef> forgotten = ConcurrentHashMap.newKeySet();
    private final Calls calls;

    FakeStore(Calls calls, FakePolicyStore policies) {
        this.calls = calls;
        this.policies = policies;
    }

    PolicyRef write(StorageRoot root, String name, FakeWeights weights) {
        calls.claim("directory", name);
        policies.put(root, name, weights.writtenAs(name).written());
        return new PolicyRef(root, name, weights.sha256());
    }

    /** What a session published is there until it publishes again or is closed. */
    void forget(PolicyRef policy) {
        forgotten.add(policy);
    }

    FakeWeights read(PolicyRef policy) {
        if (forgotten.contains(policy)) {
            throw new IllegalStateException(policy + " is no longer on scratch");
        }
        FakeWeights weights = FakeWeights.read(policies.get(policy.root(), policy.path()));
        if (!weights.sha256().equals(policy.sha256())) {
            throw new IllegalStateException("other tensors than expected in " + policy);
        }
        return weights;
    }

    @Override
    public Stored save(String name, List<Completion> saved) {
        calls.claim("file", name);
        completions.put(name, List.copyOf(saved));
        long hash = 0;
        for (Completion completion : saved) {
            hash = Mix.of(hash, Mix.of(completion.text()), Mix.of(completion.tokens()));
        }
        return new Stored(name, Long.toHexString(hash));
    }

    @Override
    public List<Completion> load(Stored stored) {
        return Objects.requireNonNull(completions.get(stored.path()), () -> "no completions " + stored);
    }
}
