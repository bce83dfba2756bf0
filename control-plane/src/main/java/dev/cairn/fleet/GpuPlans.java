package dev.cairn.fleet;

import dev.cairn.platform.GpuDevices;
import dev.cairn.platform.Machine;
import dev.cairn.platform.PlatformException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.EnginePlan.Device;
import java.util.List;

/** Plans which GPUs of this machine a run uses. */
final class GpuPlans {
    private GpuPlans() {}

    /**
     * The plans that a run can choose from, see {@link GpuPlan#options}; only {@link GpuPlan#NONE} on a CPU, or if engine
     * and worker are both registered.
     */
    static List<GpuPlan> options(RunRequirements needs) throws InterruptedException {
        if (!Machine.usesGpu() || (needs.engine() != null && needs.worker() != null)) {
            return List.of(GpuPlan.NONE);
        }
        if (needs.engine() == null) {
            DeviceRules.requireServable(Device.GPU, needs);
        }
        try {
            return GpuPlan.options(GpuDevices.visible(), needs, ModelSize.of(needs.model(), needs.precision()));
        } catch (PlatformException e) {
            throw new PortException(Remedy.WAIT, "Cairn should use GPUs, but " + e.getMessage(), e);
        }
    }
}
