package dev.cairn.fleet.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last probe of each registered service, in the database that all control planes share. */
@Singleton
public final class Probes {
    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public Probes(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A registered service, by its key. */
    public record Service(ServiceKind kind, String name) {}

    /** Takes the services that no control plane has begun to probe for this long; the caller probes them now. */
    public List<Service> takeDue(Duration every) {
        return jdbc.inTransaction("looking for services to probe", handle -> {
            handle.execute("""
                    insert into service_probe (kind, name)
                    select kind, name from registered_service on conflict do nothing""");
            return handle.createQuery("""
                            update service_probe set begun_at = clock_timestamp()
                            where begun_at is null or begun_at < clock_timestamp() - make_interval(secs => :every)
                            returning kind, name""")
                    .bind("every", every.toMillis() / 1000.0)
                    .map((row, context) -> new Service(ServiceKind.of(row.getString("kind")), row.getString("name")))
                    .list();
        });
    }

    /** Stores the result of a probe; does nothing if the service was changed or removed in the meantime. */
    public void store(ServiceAccess probed, ProbeResult result) {
        String written = written(result);
        jdbc.call(
                "storing a probe",
                handle -> handle.createUpdate("""
                                insert into service_probe as p (kind, name, begun_at, ended_at, since, reachable, result)
                                select kind, name, statement_timestamp(), statement_timestamp(), statement_timestamp(),
                                    :reachable, :result::json
                                from registered_service where kind = :kind and name = :name and version = :revision
                                on conflict (kind, name) do update set begun_at = excluded.begun_at,
                                    ended_at = excluded.ended_at, reachable = excluded.reachable, result = excluded.result,
                                    since = case when p.reachable = excluded.reachable then p.since else excluded.since end""")
                        .bind("reachable", result.reachable())
                        .bind("result", written)
                        .bind("kind", probed.kind().wireName())
                        .bind("name", probed.name())
                        .bind("revision", probed.revision())
                        .execute());
    }

    /** The last probes of a kind of services, by name; those that were never probed are absent. */
    public Map<String, LastProbe> of(ServiceKind kind) {
        return jdbc
                .call(
                        "reading probes",
                        handle -> handle.createQuery("""
                                        select name, ended_at, since, result::text as result from service_probe
                                        where kind = :kind and ended_at is not null""")
                                .bind("kind", kind.wireName())
                                .map((row, context) -> Map.entry(row.getString("name"), probe(row)))
                                .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private LastProbe probe(ResultSet row) throws SQLException {
        try {
            return new LastProbe(
                    Columns.instant(row, "ended_at"),
                    Columns.instant(row, "since"),
                    json.readValue(row.getString("result"), ProbeResult.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored probe can't be read", e);
        }
    }

    private String written(ProbeResult result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a probe can't be written as JSON", e);
        }
    }
}
