package dev.cairn.fleet;

import dev.cairn.ports.Generator;
import dev.cairn.ports.Grader;
import dev.cairn.ports.PromptFrames;
import dev.cairn.ports.PromptLengths;
import dev.cairn.ports.Trainer;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one run, connected to real engines and workers.
 *
 * @param logs where engine and worker write theirs
 */
public record RunPorts(
        Generator generator, Trainer trainer, Grader grader, PromptLengths lengths, PromptFrames frames, Logs logs) {
    /**
     * Names of logs in HOME of the control plane, without extension.
     *
     * @param engine absent if the engine was not started here
     * @param worker absent if the worker is not a process that was started here
     */
    public record Logs(@Nullable String engine, @Nullable String worker) {
        /** Neither was started here. */
        public static final Logs ELSEWHERE = new Logs(null, null);
    }
}
