package dev.cairn.metrics;

import dev.cairn.fleet.Claim;
import dev.cairn.fleet.MachineUse;
import dev.cairn.fleet.RunPorts;
import dev.cairn.runs.Ports;
import dev.cairn.spec.ExperimentSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Ports that count and time their calls. */
final class MeteredPorts implements Ports {
    private final Ports ports;
    private final CallMeter connect;
    private final EngineMeters engine;
    private final TrainerMeters trainer;
    private final GraderMeters grader;

    public MeteredPorts(Ports ports, MeterRegistry registry) {
        this.ports = ports;
        this.connect = new CallMeter(registry, "fleet", "connect");
        this.engine = new EngineMeters(registry);
        this.trainer = new TrainerMeters(registry);
        this.grader = new GraderMeters(registry);
    }

    @Override
    public RunPorts connect(ExperimentSpec spec, Claim claim) throws InterruptedException {
        RunPorts connection = connect.timed(() -> ports.connect(spec, claim));
        return new RunPorts(
                engine.metered(connection.generator()),
                trainer.metered(connection.trainer()),
                grader.metered(connection.grader()),
                connection.lengths(),
                connection.frames());
    }

    @Override
    public Optional<String> delay(Claim claim) {
        return ports.delay(claim);
    }

    @Override
    public MachineUse use(Claim claim) {
        return ports.use(claim);
    }

    @Override
    public void abandon(Claim claim) throws InterruptedException {
        ports.abandon(claim);
    }

    @Override
    public void ended(Claim claim) {
        ports.ended(claim);
    }
}
