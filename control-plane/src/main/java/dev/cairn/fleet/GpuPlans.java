package dev.cairn.fleet;

import dev.cairn.platform.GpuDevices;
import dev.cairn.platform.Machine;
import dev.cairn.platform.PlatformException;
import dev.cairn.soar.PortException;
import dev.cairn.soar.PortException.Remedy;
import dev.cairn.vllm.EnginePlan.Device;
import org.jspecify.annotations.Nullable;

/** Plans the GPUs of this machine, where a run uses them. */
final class GpuPlans {
    private GpuPlans() {}

    /** Null on a CPU, and where engine and worker are both registered. */
    static @Nullable GpuPlan of(Needs needs) throws InterruptedException {
        if (!Machine.usesGpu() || (needs.engine() != null && needs.worker() != null)) {
            return null;
        }
        if (needs.engine() == null) {
            DeviceRules.requireServable(Device.GPU, needs);
        }
        try {
            return GpuPlan.of(GpuDevices.visible(), needs, ModelSize.of(needs.model(), needs.precision()));
        } catch (PlatformException e) {
            throw new PortException(Remedy.WAIT, "Cairn is to use GPUs, but " + e.getMessage(), e);
        }
    }
}
