package dev.cairn.ledger;

import dev.cairn.artifacts.ArtifactRows;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which durable files are still needed.
 *
 * <p>Rows are only marked: they describe a policy even after its files are gone. The sweeper deletes files that no live
 * row refers to.
 */
@Singleton
public final class LiveArtifacts implements ArtifactRows {
    /** The directory name of a run, see {@link dev.cairn.ports.Attempt}. */
    private static final Pattern OF_RUN = Pattern.compile("r(\\d{1,18})");

    private final JdbcRunner jdbc;

    public LiveArtifacts(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> referencedBelow(String directory) {
        Matcher ofRun = OF_RUN.matcher(directory);
        return ofRun.matches()
                ? jdbc.call(
                        "reading a run's files",
                        handle -> handle.createQuery(
                                        "select path from artifact where run_id = :run and removed_at is null")
                                .bind("run", Long.valueOf(ofRun.group(1)))
                                .mapTo(String.class)
                                .set())
                : Set.of();
    }

    @Override
    public boolean hasEnded(String directory) {
        Matcher ofRun = OF_RUN.matcher(directory);
        return ofRun.matches()
                && jdbc.call(
                        "reading whether a run has ended",
                        handle -> handle.createQuery("select ended_at is not null from run where id = :run")
                                .bind("run", Long.valueOf(ofRun.group(1)))
                                .mapTo(Boolean.class)
                                .findOne()
                                .orElse(false));
    }

    /**
     * Marks files that nothing can need any more: the students of trials that were not promoted, and the teacher's
     * stored completions, once their outer step's decision and teacher update are committed, or their run has
     * succeeded. Files of a failed or cancelled run are kept for a week, in case of a retry, and during a retry.
     *
     * @return paths of the files that may be deleted
     */
    public List<String> retire() {
        return jdbc.call(
                "retiring files",
                handle -> handle.createQuery("""
                with recursive needed as (
                    select previous as id from run where inherits and ended_at is null
                    union select r.previous from run r join needed n on n.id = r.id where r.inherits)
                update artifact a set removed_at = now() from run r
                where a.removed_at is null and r.id = a.run_id
                    and (a.unit like 't/%/trial/%' or a.kind = 'completions')
                    and (r.state = 'succeeded' or (
                        exists (select 1 from run_unit u where u.run_id = a.run_id
                            and u.unit = 't/' || split_part(a.unit, '/', 2) || '/promote')
                        and exists (select 1 from run_unit u where u.run_id = a.run_id
                            and u.unit = 't/' || split_part(a.unit, '/', 2) || '/teach'))
                        or (r.ended_at < now() - interval '7 days' and r.id not in (select id from needed)))
                    and not exists (select 1 from promotion p where p.student_path = a.path)
                returning a.path""").mapTo(String.class).list());
    }
}
