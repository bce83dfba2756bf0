package dev.cairn.rest.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Role;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.SpecReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The settings of an experiment, as a request that gives the same ones again. */
@Path("/v1/experiments/{id:\\d+}/spec")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class SpecResource {
    private final ExperimentStore experiments;
    private final SpecReader reader;
    private final ObjectMapper json;

    SpecResource(ExperimentStore experiments, SpecReader reader, ObjectMapper json) {
        this.experiments = experiments;
        this.reader = reader;
        this.json = json;
    }

    /**
     * The settings.
     *
     * @param submission the shortest submission that gives the same settings with the presets of this version
     * @param spec all settings, in the order of their documentation
     */
    public record SubmittedSpec(SameAgain submission, ExperimentSpec spec) {}

    /**
     * What is accepted as a submission.
     *
     * @param preset absent if the experiment had none, or one that this version does not have
     * @param set what differs from the preset, or from the defaults without one, by dotted names
     */
    public record SameAgain(@Nullable String preset, String name, long seed, Map<String, JsonNode> set) {}

    @GET
    @Operation(
            summary = "Read an experiment's settings: all of them, and the shortest submission that gives them again")
    public SubmittedSpec read(@PathParam("id") long id) {
        Experiment found = experiments
                .find(new ExperimentId(id))
                .orElseThrow(() -> new NotFoundException("experiment " + id + " does not exist"));
        JsonNode spec = Objects.requireNonNull(found.spec(), "a single experiment is read with its spec");
        Map<String, JsonNode> set = new LinkedHashMap<>();
        for (ChangedSetting changed : reader.changed(spec, found.preset())) {
            set.put(changed.path(), changed.value());
        }
        return new SubmittedSpec(
                new SameAgain(reader.known(found.preset()), found.name(), found.seed(), set),
                json.convertValue(spec, ExperimentSpec.class));
    }
}
