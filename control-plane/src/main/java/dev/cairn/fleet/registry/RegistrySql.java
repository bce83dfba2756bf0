package dev.cairn.fleet.registry;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The SQL of the registry on the tables of other rooms. */
final class RegistrySql {
    private RegistrySql() {}

    static List<Long> experimentsNaming(Handle handle, ServiceKind kind, String name) {
        return handle.createQuery("""
                        select distinct e.id from experiment e join run r on r.experiment_id = e.id
                        where r.ended_at is null and e.spec -> 'execution' ->> :kind = :name order by e.id limit 10""")
                .bind("kind", kind.wireName())
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

    /** What was found at an earlier address says nothing of the present one. */
    static void forgetProbe(Handle handle, ServiceKind kind, String name) {
        handle.createUpdate("delete from service_probe where kind = :kind and name = :name")
                .bind("kind", kind.wireName())
                .bind("name", name)
                .execute();
    }

    static List<String> pools(Handle handle) {
        return handle.createQuery("select name from pool order by name")
                .mapTo(String.class)
                .list();
    }
}
