package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.RefusedException;
import dev.cairn.queue.QueueAdmin.Pool;
import dev.cairn.queue.QueueAdmin.Quota;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueAdminTest {
    private static final Pool GPUS = new Pool("gpus", Gate.PAUSED, 3);

    private final TestDatabase database = TestDatabase.empty();
    private final QueueAdmin admin = new QueueAdmin(database.transactions());

    @AfterEach
    void end() {
        database.execute("delete from registered_service; delete from pool where name <> 'default'; delete from quota");
    }

    @Test
    void aPoolIsMadeReplacedListedAndRemoved() {
        assertThat(admin.put(GPUS)).isEqualTo(GPUS);
        Pool open = new Pool("gpus", Gate.OPEN, null);
        assertThat(admin.put(open)).isEqualTo(open);
        assertThat(admin.pool("gpus")).contains(open);
        assertThat(admin.pools()).extracting(Pool::name).containsExactly("default", "gpus");
        assertThat(admin.removePool("gpus")).isTrue();
        assertThat(admin.removePool("gpus")).isFalse();
        assertThat(admin.pool("gpus")).isEmpty();
    }

    @Test
    void aQuotaIsSetReplacedAndRemoved() {
        admin.put(new Quota("ann", 1));
        admin.put(new Quota("ben", 0));
        admin.put(new Quota("ann", 2));
        assertThat(admin.quotas()).containsExactly(new Quota("ann", 2), new Quota("ben", 0));
        assertThat(admin.removeQuota("ann")).isTrue();
        assertThat(admin.removeQuota("ann")).isFalse();
        assertThat(admin.quotas()).containsExactly(new Quota("ben", 0));
    }

    @Test
    void theQueueOpensAndPauses() {
        assertThat(admin.gate(Gate.PAUSED)).isEqualTo(Gate.PAUSED);
        assertThat(admin.gate()).isEqualTo(Gate.PAUSED);
        admin.gate(Gate.OPEN);
        assertThat(admin.gate()).isEqualTo(Gate.OPEN);
    }

    @Test
    void settingsReplaceThoseThatSomebodyElseWroteMeanwhile() throws Exception {
        admin.put(GPUS);
        admin.put(new Quota("ann", 1));
        Overtaken.by(
                database.application(),
                "update pool set state = 'draining', version = version + 1 where name = 'gpus'",
                () -> admin.put(GPUS));
        Overtaken.by(
                database.application(),
                "update quota set max_running = 9, version = version + 1",
                () -> admin.put(new Quota("ann", 2)));
        Overtaken.by(
                database.application(),
                "update queue_control set state = 'draining', version = version + 1",
                () -> admin.gate(Gate.OPEN));
        assertThat(admin.pool("gpus")).contains(GPUS);
        assertThat(admin.quotas()).containsExactly(new Quota("ann", 2));
        assertThat(admin.gate()).isEqualTo(Gate.OPEN);
        assertThat(database.number("select version from pool where name = 'gpus'"))
                .as("made, changed by the other, changed")
                .isEqualTo(2);
    }

    @Test
    void twoWhoMakeAPoolAtTheSameTimeMakeOne() throws Exception {
        Overtaken.by(database.application(), "insert into pool (name) values ('gpus')", () -> admin.put(GPUS));
        assertThat(admin.pool("gpus")).contains(GPUS);
    }

    @Test
    void aPoolThatIsNamedWhileItIsRemovedStays() {
        admin.put(GPUS);
        assertThatThrownBy(() -> Overtaken.by(
                        database.application(),
                        "insert into registered_service (kind, name, address, pool) values ('engine', 'a', 'http://a', 'gpus')",
                        () -> admin.removePool("gpus")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("pool gpus is used by engine a; move or remove those first");
        assertThat(admin.pool("gpus")).contains(GPUS);
    }
}
