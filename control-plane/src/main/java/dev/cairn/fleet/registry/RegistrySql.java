package dev.cairn.fleet.registry;

import dev.cairn.jdbc.Columns;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/** The SQL of the registry. */
final class RegistrySql {
    private static final String COLUMNS =
            "name, address, pool, max_adapters, sealed_token is not null as has_token, created_at, updated_at, version";

    private static final RowMapper<RegisteredService> SERVICE = (row, context) -> new RegisteredService(
            row.getString("name"),
            row.getString("address"),
            row.getString("pool"),
            row.getObject("max_adapters", Integer.class),
            row.getBoolean("has_token"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("version"));

    private RegistrySql() {}

    static List<RegisteredService> list(Handle handle, ServiceKind kind) {
        return handle.createQuery("select " + COLUMNS + " from registered_service where kind = :kind order by name")
                .bind("kind", kind.word())
                .map(SERVICE)
                .list();
    }

    static Optional<RegisteredService> lock(Handle handle, ServiceKind kind, String name) {
        return handle.createQuery(
                        "select " + COLUMNS + " from registered_service where kind = :kind and name = :name for update")
                .bind("kind", kind.word())
                .bind("name", name)
                .map(SERVICE)
                .findOne();
    }

    /** Inserts a service; false if the name is taken. */
    static boolean insert(
            Handle handle, ServiceKind kind, Registration.Checked service, Optional<TokenSeal.Sealed> sealed) {
        return sealed(handle.createUpdate("""
                                insert into registered_service (kind, name, address, pool, max_adapters, sealed_token, token_key)
                                values (:kind, :name, :address, :pool, :maxAdapters, :token, :key) on conflict do nothing"""), sealed)
                        .bind("kind", kind.word())
                        .bind("name", service.name())
                        .bind("address", service.address().toString())
                        .bind("pool", service.pool())
                        .bind("maxAdapters", service.maxAdapters())
                        .execute()
                == 1;
    }

    static void update(Handle handle, ServiceKind kind, Registration.Checked service) {
        handle.createUpdate("""
                        update registered_service set address = :address, pool = :pool, max_adapters = :maxAdapters,
                            version = version + 1, updated_at = now()
                        where kind = :kind and name = :name""")
                .bind("address", service.address().toString())
                .bind("pool", service.pool())
                .bind("maxAdapters", service.maxAdapters())
                .bind("kind", kind.word())
                .bind("name", service.name())
                .execute();
    }

    static void token(Handle handle, ServiceKind kind, String name, Optional<TokenSeal.Sealed> sealed) {
        sealed(handle.createUpdate("""
                        update registered_service set sealed_token = :token, token_key = :key
                        where kind = :kind and name = :name"""), sealed)
                .bind("kind", kind.word())
                .bind("name", name)
                .execute();
    }

    private static Update sealed(Update statement, Optional<TokenSeal.Sealed> sealed) {
        return statement
                .bind("token", sealed.map(TokenSeal.Sealed::bytes).orElse(null))
                .bind("key", sealed.map(TokenSeal.Sealed::key).orElse(null));
    }

    static Optional<TokenSeal.Sealed> sealed(Handle handle, ServiceKind kind, String name) {
        return handle.createQuery("""
                        select sealed_token, token_key from registered_service
                        where kind = :kind and name = :name and sealed_token is not null""")
                .bind("kind", kind.word())
                .bind("name", name)
                .map((row, context) -> new TokenSeal.Sealed(row.getBytes("sealed_token"), row.getString("token_key")))
                .findOne();
    }

    static boolean delete(Handle handle, ServiceKind kind, String name) {
        return handle.createUpdate("delete from registered_service where kind = :kind and name = :name")
                        .bind("kind", kind.word())
                        .bind("name", name)
                        .execute()
                == 1;
    }

    static List<Long> experimentsNaming(Handle handle, ServiceKind kind, String name) {
        return handle.createQuery("""
                        select distinct e.id from experiment e join run r on r.experiment_id = e.id
                        where r.ended_at is null and e.spec -> 'execution' ->> :kind = :name order by e.id limit 10""")
                .bind("kind", kind.word())
                .bind("name", name)
                .mapTo(Long.class)
                .list();
    }

    static boolean isAtWork(Handle handle, long run, long fence) {
        return handle.createQuery("""
                        select exists (select from run_owner o join run r on r.id = o.run_id
                            where o.run_id = :run and o.fence = :fence
                                and r.state in ('running', 'pausing', 'cancelling'))""")
                .bind("run", run)
                .bind("fence", fence)
                .mapTo(Boolean.class)
                .one();
    }

    static List<String> pools(Handle handle) {
        return handle.createQuery("select name from pool order by name")
                .mapTo(String.class)
                .list();
    }
}
