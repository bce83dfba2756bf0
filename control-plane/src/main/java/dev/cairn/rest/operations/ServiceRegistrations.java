package dev.cairn.rest.operations;

import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.fleet.ServiceProbe;
import dev.cairn.fleet.registry.LastProbe;
import dev.cairn.fleet.registry.ProbeResult;
import dev.cairn.fleet.registry.Probes;
import dev.cairn.fleet.registry.RegisteredService;
import dev.cairn.fleet.registry.Registration;
import dev.cairn.fleet.registry.RegistrationPatch;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.rest.EntityTags;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shared part of the resources for engines and workers. */
@Singleton
final class ServiceRegistrations {
    private final Registry registry;
    private final ServiceProbe probe;
    private final Probes probes;
    private final EntityTags tags;
    private final RequestState requestState;

    ServiceRegistrations(
            Registry registry, ServiceProbe probe, Probes probes, EntityTags tags, RequestState requestState) {
        this.registry = registry;
        this.probes = probes;
        this.probe = probe;
        this.tags = tags;
        this.requestState = requestState;
    }

    Items<RegisteredService> list(ServiceKind kind) {
        Map<String, LastProbe> last = probes.of(kind);
        return new Items<>(registry.list(kind).stream()
                .map(service -> service.with(last.get(service.name())))
                .toList());
    }

    Response add(ServiceKind kind, @Nullable Registration wanted) {
        if (wanted == null) {
            throw new IllegalArgumentException("the body must be a JSON object with a name and an address");
        }
        RegisteredService made = registry.add(kind, wanted);
        return Response.fromResponse(tags.answer(revision(made), made, null))
                .status(Response.Status.CREATED)
                .location(URI.create("/v1/" + kind.wireName() + "s/" + made.name()))
                .build();
    }

    Response read(ServiceKind kind, String name, @Nullable String ifNoneMatch) {
        RegisteredService found = found(kind, name).with(probes.of(kind).get(name));
        return tags.answer(revision(found), found, ifNoneMatch);
    }

    Response change(ServiceKind kind, String name, @Nullable String ifMatch, @Nullable RegistrationPatch patch) {
        if (patch == null || patch.isEmpty()) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object with what changes: address, token, pool or maxAdapters");
        }
        requestState.before(found(kind, name));
        ExpectedRevision expected = EntityTags.expected(ifMatch);
        RegisteredService changed = registry.change(
                        kind, name, revision -> expected.allows(new Revision(Long.toString(revision))), patch)
                .orElseThrow(() -> unknown(kind, name));
        return tags.answer(revision(changed), changed, null);
    }

    void remove(ServiceKind kind, String name) {
        requestState.before(found(kind, name));
        if (!registry.remove(kind, name)) {
            throw unknown(kind, name);
        }
    }

    ProbeResult probe(ServiceKind kind, String name) throws InterruptedException {
        requestState.recorded();
        found(kind, name);
        return probe.probe(kind, name);
    }

    private RegisteredService found(ServiceKind kind, String name) {
        return registry.find(kind, name).orElseThrow(() -> unknown(kind, name));
    }

    private static Revision revision(RegisteredService service) {
        return new Revision(Long.toString(service.revision()));
    }

    private static NotFoundException unknown(ServiceKind kind, String name) {
        return new NotFoundException(kind.wireName() + " " + name + " is not registered");
    }
}
