package dev.cairn.overview;

import dev.cairn.fleet.registry.LastProbe;
import dev.cairn.fleet.registry.Probes;
import dev.cairn.fleet.registry.RegisteredService;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.overview.Health.HealthState;
import dev.cairn.overview.Health.HealthSubject;
import dev.cairn.queue.ControlPlaneReports;
import dev.cairn.queue.ControlPlaneView;
import dev.cairn.queue.PartHealth;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the health of control planes, their parts, and registered services. */
@Singleton
final class HealthItems {
    private static final String UNREACHABLE =
            "make sure that it runs at its registered address and accepts its token, then probe it";

    private final ControlPlaneReports planes;
    private final Registry registry;
    private final Probes probes;

    HealthItems(ControlPlaneReports planes, Registry registry, Probes probes) {
        this.planes = planes;
        this.registry = registry;
        this.probes = probes;
    }

    List<Health> all() {
        List<Health> items = new ArrayList<>();
        for (ControlPlaneView plane : planes.all()) {
            items.add(plane(plane));
            if (plane.state() != ControlPlaneView.ControlPlaneState.GONE) {
                plane.parts().forEach(part -> items.add(part(plane, part)));
            }
        }
        for (ServiceKind kind : ServiceKind.values()) {
            Map<String, LastProbe> last = probes.of(kind);
            registry.list(kind).forEach(service -> items.addAll(service(kind, service, last.get(service.name()))));
        }
        return items;
    }

    private static String name(ControlPlaneView plane) {
        return plane.host() + " (pid " + plane.pid() + ")";
    }

    static Health plane(ControlPlaneView plane) {
        int runs = plane.runs().size();
        String detail = "pools " + String.join(", ", plane.pools()) + "; "
                + (runs == 0 ? "no run in progress" : runs == 1 ? "1 run in progress" : runs + " runs in progress");
        return switch (plane.state()) {
            case CLAIMING ->
                new Health(
                        HealthSubject.CONTROL_PLANE,
                        name(plane),
                        false,
                        HealthState.UP,
                        plane.since(),
                        detail,
                        null,
                        null);
            case DRAINING ->
                new Health(
                        HealthSubject.CONTROL_PLANE,
                        name(plane),
                        false,
                        HealthState.STOPPING,
                        plane.since(),
                        detail,
                        "it was asked to stop and claims no runs",
                        "start it again, or leave its runs to another one");
            case GONE ->
                new Health(
                        HealthSubject.CONTROL_PLANE,
                        name(plane),
                        false,
                        HealthState.DOWN,
                        plane.since(),
                        detail,
                        "it has not been heard from since, and did not say that it stops",
                        "start it again; other control planes of its pools have taken over its runs");
        };
    }

    private static Health part(ControlPlaneView plane, PartHealth part) {
        return new Health(
                subject(part.part()),
                name(plane),
                false,
                switch (part.state()) {
                    case UP -> HealthState.UP;
                    case DOWN -> HealthState.DOWN;
                    case IDLE -> HealthState.IDLE;
                },
                part.since(),
                part.detail(),
                part.reason(),
                part.remedy());
    }

    private static HealthSubject subject(PartHealth.PartKind part) {
        return switch (part) {
            case ENGINE -> HealthSubject.ENGINE;
            case TRAINER -> HealthSubject.TRAINER;
            case GRADER -> HealthSubject.GRADER;
            case DATABASE -> HealthSubject.DATABASE;
            case DISK -> HealthSubject.DISK;
        };
    }

    /** A registered worker trains and grades. */
    static List<Health> service(ServiceKind kind, RegisteredService service, @Nullable LastProbe probe) {
        List<HealthSubject> subjects = switch (kind) {
            case ENGINE -> List.of(HealthSubject.ENGINE);
            case WORKER -> List.of(HealthSubject.TRAINER, HealthSubject.GRADER);
        };
        return subjects.stream()
                .map(subject -> {
                    if (probe == null) {
                        return new Health(
                                subject, service.name(), true, HealthState.UNKNOWN, null, "not probed yet", null, null);
                    }
                    boolean reachable = probe.result().reachable();
                    return new Health(
                            subject,
                            service.name(),
                            true,
                            reachable ? HealthState.UP : HealthState.DOWN,
                            probe.since(),
                            probe.result().version(),
                            probe.result().error(),
                            reachable ? null : UNREACHABLE);
                })
                .toList();
    }
}
