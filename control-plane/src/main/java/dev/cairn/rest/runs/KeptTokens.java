package dev.cairn.rest.runs;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.CompletionFilesOnDisk;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.platform.Vocabulary;
import dev.cairn.ports.Completion;
import dev.cairn.ports.StorageRoot;
import dev.cairn.results.rollouts.KeptCompletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads kept tokens, with their texts where the model's tokenizer can be read here. */
record KeptTokens(ArtifactStore store, ModelDirectories models) {
    /**
     * A token of a completion.
     *
     * @param id in the model's vocabulary
     * @param text absent if the model's tokenizer can't be read
     * @param logprob its natural log-probability under the sampling distribution
     */
    public record SampledToken(int id, @Nullable String text, float logprob) {}

    /** Whether this control plane has the file; another one may have written it elsewhere. */
    boolean has(KeptCompletion kept) {
        return Files.exists(store.resolve(StorageRoot.DURABLE, kept.stored().path()));
    }

    List<SampledToken> of(KeptCompletion kept) {
        Completion completion =
                new CompletionFilesOnDisk(store).load(kept.stored()).get(kept.index());
        @Nullable Vocabulary vocabulary = vocabulary(models.locate(kept.model()));
        int[] ids = completion.tokens();
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new SampledToken(
                        ids[i],
                        vocabulary == null ? null : vocabulary.text(ids[i]),
                        completion.logprobs()[i]))
                .toList();
    }

    private static @Nullable Vocabulary vocabulary(Path model) {
        try {
            return Vocabulary.of(model);
        } catch (IOException e) {
            return null;
        }
    }
}
