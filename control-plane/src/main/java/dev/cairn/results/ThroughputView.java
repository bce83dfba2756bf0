package dev.cairn.results;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run has sampled and trained in one outer step, or in one block of problems or segment.
 *
 * @param outerStep t, from 0; absent where the units belong to no outer step
 * @param block index of a block of problems or of a segment; absent for units that have no blocks
 * @param startedAt when its first unit started
 * @param endedAt when its last unit ended
 * @param workingSeconds time in which at least one of its units was at work, so without pauses between them
 * @param rollouts number of completions sampled
 * @param sampledTokens tokens of prompts and completions
 * @param trainedTokens tokens that the trainer took optimizer steps on
 * @param trainerSeconds time that the trainer took for these steps, of all its sessions together
 */
public record ThroughputView(
        @Nullable Integer outerStep,
        @Nullable Integer block,
        Instant startedAt,
        Instant endedAt,
        double workingSeconds,
        long rollouts,
        long sampledTokens,
        long trainedTokens,
        double trainerSeconds) {}
