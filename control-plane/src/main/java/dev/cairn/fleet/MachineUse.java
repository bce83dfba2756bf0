package dev.cairn.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What a claim uses of this machine.
 *
 * @param engineLog name of the engine's log in HOME, without extension; absent if no engine was started here
 * @param workerLog name of the worker's log in HOME, without extension; absent if the worker is not a process of this
 *     control plane
 * @param gpus number of GPUs of engine and trainer
 */
public record MachineUse(
        @Nullable String engineLog, @Nullable String workerLog, int gpus) {
    public static final MachineUse NOTHING = new MachineUse(null, null, 0);
}
