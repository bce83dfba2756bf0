package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.LoadedAdapter;
import dev.cairn.ids.RunId;
import dev.cairn.ports.StorageRoot;
import dev.cairn.rest.Items;
import dev.cairn.results.ResultReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where policies of a run are loaded. */
@Path("/v1/runs/{id:\\d+}/loaded-policies")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class LoadedPoliciesResource {
    private final ExperimentStore experiments;
    private final ResultReader history;
    private final Fleet fleet;
    private final ArtifactStore store;

    LoadedPoliciesResource(ExperimentStore experiments, ResultReader history, Fleet fleet, ArtifactStore store) {
        this.experiments = experiments;
        this.history = history;
        this.fleet = fleet;
        this.store = store;
    }

    /**
     * A policy that an engine holds.
     *
     * @param policy its name within the run, {@code role/unit}
     * @param engine the name under which the engine is registered; absent for the control plane's own
     */
    public record LoadedPolicy(String policy, @Nullable String engine) {}

    @GET
    @Operation(
            summary = "List the policies of a run that engines of this control plane hold now",
            description = "A policy may be held several times, once for each use. Other control planes have engines of"
                    + " their own.")
    public Items<LoadedPolicy> list(@PathParam("id") long id) {
        if (experiments.run(new RunId(id)).isEmpty()) {
            throw new NotFoundException("run " + id + " does not exist");
        }
        java.nio.file.Path root = store.root(StorageRoot.DURABLE);
        Map<String, List<LoadedAdapter>> loaded = fleet.loaded().stream()
                .filter(adapter -> adapter.directory().startsWith(root))
                .collect(Collectors.groupingBy(
                        adapter -> root.relativize(adapter.directory()).toString()));
        return new Items<>(history.policiesByPath(id, loaded.keySet()).entrySet().stream()
                .flatMap(policy -> loaded.getOrDefault(policy.getKey(), List.of()).stream()
                        .map(adapter -> new LoadedPolicy(policy.getValue(), adapter.engine())))
                .toList());
    }
}
