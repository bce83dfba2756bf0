package dev.cairn.results.rollouts;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Prompts;
import dev.cairn.ports.Rollout.Purpose;
import dev.cairn.ports.Unit;
import dev.cairn.results.ResultReader;
import dev.cairn.results.SampledPolicies;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.TwoTurnSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads one rollout with its prompt and the answer that was expected. */
@Singleton
public final class RolloutDetails {
    private final JdbcRunner jdbc;

    public RolloutDetails(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** The rollout at this place with what it answered; empty if the place has no rollout. */
    public Optional<RolloutDetail> of(long run, String unit, int ordinal) {
        return jdbc.call(
                ResultReader.READING,
                handle -> find(handle, run, unit, ordinal).map(found -> detail(handle, run, found)));
    }

    /** Where the tokens of a rollout are kept; empty where they are not. */
    public Optional<KeptCompletion> kept(long run, String unit, int ordinal) {
        return jdbc.call(
                ResultReader.READING,
                handle -> find(handle, run, unit, ordinal)
                        .flatMap(found -> KeptCompletion.of(handle, run, found.unit(), found.rollout())));
    }

    private record Found(MadeUnit made, RolloutView rollout) {
        Unit<?> unit() {
            return made.unit();
        }
    }

    private static Optional<Found> find(Handle handle, long run, String unit, int ordinal) {
        RolloutFilter filter = RolloutFilter.ofUnit(unit);
        List<MadeUnit> units = RolloutUnits.of(handle, run, filter).all();
        return RolloutRows.read(handle, run, units, ordinal - 1, new RolloutConditions(filter), 1).stream()
                .filter(rollout -> rollout.ordinal() == ordinal)
                .findFirst()
                .map(rollout -> new Found(units.getFirst(), rollout));
    }

    private static RolloutDetail detail(Handle handle, long run, Found found) {
        RolloutView rollout = found.rollout();
        String policy = SampledPolicies.of(handle, run).of(found.unit()).orElse(null);
        Prompts prompts = prompts(handle, run);
        boolean chat = prompts.settings().chatTemplate();
        boolean tokens = KeptCompletion.of(handle, run, found.unit(), rollout).isPresent();
        if (rollout.purpose().equals(Purpose.WRITE.name())) {
            return new RolloutDetail(rollout, policy, prompts.teacher(), chat, null, null, tokens);
        }
        if (rollout.purpose().equals(Purpose.WRITE_ANSWER.name())) {
            String question = OwnQuestion.of(handle, run, found.made(), rollout).orElse(null);
            String prompt = question == null ? null : prompts.teacherAnswer(question);
            return new RolloutDetail(rollout, policy, prompt, chat, question, null, tokens);
        }
        return AskedQuestion.of(handle, run, found.made(), rollout)
                .map(asked -> new RolloutDetail(
                        rollout,
                        policy,
                        prompts.forStudent(asked.question()),
                        chat,
                        asked.question(),
                        asked.answer(),
                        tokens))
                .orElseGet(() -> new RolloutDetail(rollout, policy, null, chat, null, null, tokens));
    }

    /** The prompts without the model's frame, which only its tokenizer knows. */
    private static Prompts prompts(Handle handle, long run) {
        return handle.createQuery("""
                        select e.spec #>> case when r.kind = 'sample' and r.settings ->> 'policy' = 'BASE'
                                then '{methods,serl,prompt}' else '{prompts,teacher}' end::text[] as teacher,
                            e.spec #>> '{prompts,student}' as student,
                            (e.spec #>> '{prompts,twoTurns,enabled}')::boolean
                                and not (r.kind = 'sample' and r.settings ->> 'policy' = 'BASE') as two_turns,
                            e.spec #>> '{prompts,twoTurns,question}' as asking, e.spec #>> '{prompts,twoTurns,answer}' as answering,
                            (e.spec #>> '{prompts,chatTemplate}')::boolean as chat_template
                        from run r join experiment e on e.id = r.experiment_id where r.id = :run""")
                .bind("run", run)
                .map((row, context) -> Prompts.of(new PromptSettings(
                        row.getString("teacher"),
                        row.getString("student"),
                        new TwoTurnSettings(
                                row.getBoolean("two_turns"), row.getString("asking"), row.getString("answering")),
                        row.getBoolean("chat_template"),
                        null,
                        PromptSettings.Thinking.DEFAULT)))
                .one();
    }
}
